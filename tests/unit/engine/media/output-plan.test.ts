import { checkOutputFormat } from '../../../../main/engine/media/output-plan';
import type { MediaInfo } from '../../../../preload/contract/media';

const info = {
  kind: 'video',
  audio: [
    { index: 1, codec: 'aac', channels: 2, language: 'eng' },
    { index: 2, codec: 'pcm_s16le', channels: 6, language: 'deu' },
  ],
  subtitles: [
    { index: 3, codec: 'subrip', language: 'eng' },
    { index: 4, codec: 'hdmv_pgs_subtitle', language: 'eng' },
  ],
  data: [
    { index: 5, codec: 'tmcd' },
    { index: 6, codec: 'gpmd' },
  ],
  attachments: [{ index: 7, codec: 'ttf', cover: false }],
} as unknown as MediaInfo;

test('Matroska takes everything as it is', () => {
  const plan = checkOutputFormat(info, 'out.mkv', 'h264');
  expect(plan.streams.map(({ index, codec }) => [index, codec])).toEqual([
    [1, 'copy'],
    [2, 'copy'],
    [3, 'copy'],
    [4, 'copy'],
    [7, 'copy'],
  ]);
  expect(plan.notices).toHaveLength(1); // the camera's data
});

test('MP4 converts what it cannot hold, and says so', () => {
  const plan = checkOutputFormat(info, 'out.mp4', 'h264');
  expect(plan.streams.map(({ index, codec }) => [index, codec])).toEqual([
    [1, 'copy'],
    [2, 'aac'],
    [3, 'mov_text'],
  ]);
  expect(plan.streams[1].options).toEqual(['-b:%', '512k']);
  expect(plan.notices.join('\n')).toMatch(/pcm_s16le[\s\S]*pgs[\s\S]*ttf[\s\S]*gpmd/);
});

test('names and codecs that do not go together are refused with the way out', () => {
  const refused = (name: string, codec: 'h264' | 'prores' | 'ffv1' | 'av1') => {
    try {
      checkOutputFormat(info, name, codec);
      return undefined;
    } catch (error) {
      return error as { code: string; message: string };
    }
  };
  expect(refused('out.avi', 'h264')).toMatchObject({ code: 'output-format' });
  expect(refused('out', 'h264')?.message).toContain('out.mp4');
  expect(refused('out.mp4', 'prores')?.message).toContain('.mov');
  expect(refused('out.mp4', 'ffv1')?.message).toContain('.mkv');
  expect(refused('out.webm', 'h264')?.message).toContain('av1');
  expect(refused('out.webm', 'av1')).toBeUndefined();
  expect(refused('out.png', 'h264')).toMatchObject({ code: 'output-format' });
  const still = { ...info, kind: 'image' } as MediaInfo;
  expect(() => checkOutputFormat(still, 'out.mp4', 'h264')).toThrow(/picture/);
  expect(checkOutputFormat(still, 'out.JPG', 'h264').streams).toEqual([]);
});
