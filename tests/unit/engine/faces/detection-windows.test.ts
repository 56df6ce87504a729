import { tilesOf } from '../../../../main/engine/faces/detect-faces';
import {
  detectorSize,
  tensorFromFrameOf,
  wholeFrameWindow,
} from '../../../../main/engine/faces/detection-windows';

test('the whole frame is letterboxed into the middle', () => {
  const { a, tx, ty } = tensorFromFrameOf(wholeFrameWindow(1280, 720));
  expect(a).toBeCloseTo(0.2, 10);
  expect(tx).toBeCloseTo(0, 10);
  expect(ty).toBeCloseTo((256 - 144) / 2, 10);
});

test.each([
  [640, 360],
  [1280, 720],
  [1920, 1080],
  [1080, 1920],
  [3840, 2160],
])(
  'in %i x %i every face of 28 px or more is whole in a window that shows it large enough',
  (width, height) => {
    const windows = [wholeFrameWindow(width, height), ...tilesOf(width, height)];
    for (let size = 28; size < Math.min(width, height); size *= 1.3) {
      for (let step = 0; step <= 20; step++) {
        const left = (step / 20) * (width - size);
        const top = (((step * 7) % 21) / 20) * (height - size);
        const seen = windows.some(
          (w) =>
            left >= Math.max(0, w.left) &&
            top >= Math.max(0, w.top) &&
            left + size <= w.left + w.side &&
            top + size <= w.top + w.side &&
            (size * detectorSize) / w.side >= 11,
        );
        expect({ size, left, top, seen }).toMatchObject({ seen: true });
      }
    }
  },
);

test('small frames need no tiles, and no frame needs hundreds', () => {
  expect(tilesOf(360, 288)).toHaveLength(0);
  expect(tilesOf(1920, 1080).length).toBeLessThanOrEqual(20);
  expect(tilesOf(3840, 2160).length).toBeLessThanOrEqual(100);
});
