import { videoCodecSchema } from '../../../../preload/contract/media';
import { enhanceSettingsSchema } from '../../../../preload/contract/studio/enhance-settings';
import { containerFor, containersOf } from '../../../../renderer/features/enhance/containers';
import { presetFileName, readPresetFile } from '../../../../renderer/features/enhance/preset-files';
import { checkOutputFormat } from '../../../../main/engine/media/output-plan';
import type { MediaInfo } from '../../../../preload/contract/media';

test.each(videoCodecSchema.options)(
  'every container offered for %s is one the engine writes it to',
  (codec) => {
    const info = {
      kind: 'video',
      audio: [],
      subtitles: [],
      data: [],
      attachments: [],
    } as unknown as MediaInfo;
    const containers = ['mp4', 'mov', 'mkv', 'webm'] as const;
    const written = containers.filter((container) => {
      try {
        checkOutputFormat(info, `out.${container}`, codec);
        return true;
      } catch {
        return false;
      }
    });
    expect([...containersOf(codec)].sort()).toEqual([...written].sort());
  },
);

test('a container that can hold the codec stays', () => {
  expect(containerFor('hevc', 'mkv')).toBe('mkv');
  expect(containerFor('prores', 'mp4')).toBe('mov');
});

test('a preset survives the way through a file', () => {
  const file = {
    format: 'facet-preset',
    version: 1,
    name: 'Zoom calls',
    settings: enhanceSettingsSchema.parse({}),
  };
  expect(readPresetFile(JSON.stringify(file))).toEqual(file);
  expect(readPresetFile('{"format":"facet-preset","version":2}')).toBeUndefined();
  expect(readPresetFile('not json')).toBeUndefined();
});

test('a preset’s file name is safe everywhere', () => {
  expect(presetFileName('Zoom / calls: 2?')).toBe('zoom-calls-2.facet-preset.json');
  expect(presetFileName('../..')).toBe('preset.facet-preset.json');
});
