import { isMediaName } from '../../../../renderer/features/import/media-files';

test('media are told by their extension, whatever its case', () => {
  expect(['a.mp4', 'B.MOV', 'x.y.Jpeg', 'clip.webm'].map(isMediaName)).toEqual([true, true, true, true]);
  expect(['a.pdf', '.mp4', 'mp4', 'a.mp4.part', ''].map(isMediaName)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
