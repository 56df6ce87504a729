import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import { freeOutput, outputExtension, wantedName } from '../../../../../main/engine/studio/jobs/output-names';
import { temporaryFolder } from '../studio-fixture';

test('the name comes from the clip and the ending from the settings', () => {
  const settings = enhanceSettingsSchema.parse({ container: 'mkv', stillFormat: 'webp' });
  expect(outputExtension('video', settings)).toBe('.mkv');
  expect(outputExtension('image', settings)).toBe('.webp');
  expect(wantedName('/a/talk.show.mp4', '.mkv', undefined)).toBe('talk.show-sharp.mkv');
});

test("the user's own name gets the right ending and may not be a path", () => {
  expect(wantedName('/a/b.mp4', '.mp4', ' best ')).toBe('best.mp4');
  expect(wantedName('/a/b.mp4', '.mp4', 'best.MP4')).toBe('best.MP4');
  for (const name of ['../up', 'a/b', 'a\\b', '..', 'a:b', 'a\u0000b']) {
    expect(() => wantedName('/a/b.mp4', '.mp4', name)).toThrow(
      expect.objectContaining({ code: 'usage' }) as Error,
    );
  }
});

test('nothing is written over: files, results of queued jobs and comparison videos count', async () => {
  const { folder, remove } = await temporaryFolder();
  const file = (name: string): string => path.join(folder, name);
  expect(await freeOutput(folder, 'a.mp4', false, new Set())).toBe(file('a.mp4'));
  await writeFile(file('a.mp4'), '');
  expect(await freeOutput(folder, 'a.mp4', false, new Set([file('a-2.mp4')]))).toBe(file('a-3.mp4'));
  await writeFile(file('b.side-by-side.mp4'), '');
  expect(await freeOutput(folder, 'b.mp4', true, new Set())).toBe(file('b-2.mp4'));
  await remove();
});
