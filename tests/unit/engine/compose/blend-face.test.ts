import {
  paintingOrder,
  paintPatch,
  resampleFace,
  scaleCropFromFrame,
  type PastedFace,
} from '../../../../main/engine/compose/blend-face';
import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { warpImage } from '../../../../main/engine/geometry/warp-image';
import type { Similarity } from '../../../../main/engine/geometry/types';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { copyOf, disc, largestDifference, paint, waves } from './pictures';

/** The two steps as the render takes them. Returns the number of pixels painted. */
function blendFace(frame: RgbImage, face: PastedFace): number {
  const patch = resampleFace(frame, face);
  return patch === undefined ? 0 : paintPatch(frame, patch);
}

/** A face in a 320 x 240 frame, upright or tilted. */
function placement(interOcular: number, tiltRadians: number): Similarity {
  const c = Math.cos(tiltRadians) * interOcular;
  const s = Math.sin(tiltRadians) * interOcular;
  const template = [-0.5, 0, 0.5, 0, 0, 0.57, -0.41, 1.16, 0.41, 1.16];
  const points = new Float32Array(10);
  for (let i = 0; i < 10; i += 2) {
    points[i] = 160 + c * template[i] - s * template[i + 1];
    points[i + 1] = 100 + s * template[i] + c * template[i + 1];
  }
  return cropFromFrameOf(points, 256);
}

function cropOf(frame: RgbImage, cropFromFrame: Similarity): RgbImage {
  const crop = createRgbImage(256, 256);
  warpImage(frame, cropFromFrame, crop);
  return crop;
}

test.each([
  [14, 0.35],
  [30, -1.2],
  [77, 0.35],
  [150, 0.35],
])(
  'a restored crop equal to the input leaves the frame as it was: %i px between the eyes, tilt %f',
  (interOcular, tilt) => {
    const frame = waves(320, 240, 24);
    const before = copyOf(frame);
    const cropFromFrame = placement(interOcular, tilt);
    const crop = cropOf(frame, cropFromFrame);
    const mask = disc(256, 100, 20);
    // Past 77 px the crop cannot carry the source, so only the returned detail is tested there.
    for (const detailReturn of interOcular > 77 ? [1] : [0, 1]) {
      const painted = blendFace(frame, { restored: crop, crop, mask, cropFromFrame, detailReturn });
      expect(painted).toBeGreaterThan(100);
      // Twice through a cubic at 1:1 costs a 24 px wave of 60 levels 1 to 2 of them; the returned detail makes it exact.
      expect(largestDifference(frame, before)).toBeLessThanOrEqual(detailReturn === 1 ? 1 : 2);
    }
  },
);

test('detail finer than the crop survives a restored crop', () => {
  // Checkerboard of single pixels, face three times the crop's size: the crop sees grey only.
  const frame = paint(320, 240, (x, y) => ((x + y) % 2 === 0 ? [150, 150, 150] : [110, 110, 110]));
  const cropFromFrame = placement(230, 0);
  const crop = cropOf(frame, cropFromFrame);
  const restored = paint(256, 256, () => [140, 130, 130]);
  const mask = disc(256, 100, 20);
  const before = copyOf(frame);
  blendFace(frame, { restored, crop, mask, cropFromFrame, detailReturn: 1 });
  const at = (110 * 320 + 160) * 3;
  expect(frame.data[at] - before.data[at]).toBeCloseTo(10, 0);
  expect(frame.data[at + 3] - before.data[at + 3]).toBeCloseTo(10, 0);
  expect(Math.abs(frame.data[at] - frame.data[at + 3])).toBe(40);
});

test('paints where the mask is and nowhere else, at the right place and colour', () => {
  const frame = paint(320, 240, () => [10, 20, 30]);
  const cropFromFrame = placement(40, 0.2);
  const crop = cropOf(frame, cropFromFrame);
  const restored = paint(256, 256, () => [200, 100, 50]);
  const mask = disc(256, 60, 4);
  blendFace(frame, { restored, crop, mask, cropFromFrame, detailReturn: 0 });
  const { a, b, tx, ty } = cropFromFrame;
  let wrong = 0;
  for (let y = 0; y < 240; y++) {
    for (let x = 0; x < 320; x++) {
      const u = a * (x + 0.5) - b * (y + 0.5) + tx;
      const v = b * (x + 0.5) + a * (y + 0.5) + ty;
      const distance = Math.hypot(u - 128, v - 128);
      const at = (y * 320 + x) * 3;
      const red = frame.data[at];
      const green = frame.data[at + 1];
      if (distance < 52 && (red !== 200 || green !== 100 || frame.data[at + 2] !== 50)) wrong++;
      if (distance > 68 && (red !== 10 || green !== 20 || frame.data[at + 2] !== 30)) wrong++;
    }
  }
  expect(wrong).toBe(0);
});

test('a crop finer than the frame is reduced without aliasing', () => {
  const frame = paint(320, 240, () => [128, 128, 128]);
  const cropFromFrame = placement(19, 0.1);
  const restored = paint(256, 256, (x) => (x % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
  const crop = cropOf(frame, cropFromFrame);
  blendFace(frame, { restored, crop, mask: disc(256, 90, 10), cropFromFrame, detailReturn: 0 });
  expect(
    frame.data.reduce((largest, value) => Math.max(largest, Math.abs(value - 128)), 0),
  ).toBeLessThanOrEqual(3);
});

test('an enlarged frame is painted at the enlarged place; faces at the edge are clipped', () => {
  const small = placement(40, 0.3);
  const doubled = scaleCropFromFrame(small, 2);
  const frame = paint(640, 480, () => [0, 0, 0]);
  const white = paint(256, 256, () => [255, 255, 255]);
  blendFace(frame, {
    restored: white,
    crop: white,
    mask: disc(256, 40, 2),
    cropFromFrame: doubled,
    detailReturn: 0,
  });
  const { a, b, tx, ty } = small;
  const d = a * a + b * b;
  const x = (2 * (a * (128 - tx) + b * (128 - ty))) / d;
  const y = (2 * (a * (128 - ty) - b * (128 - tx))) / d;
  let sumX = 0;
  let sumY = 0;
  let sum = 0;
  for (let i = 0; i < frame.data.length; i += 3) {
    const pixel = i / 3;
    sum += frame.data[i];
    sumX += frame.data[i] * ((pixel % 640) + 0.5);
    sumY += frame.data[i] * (Math.floor(pixel / 640) + 0.5);
  }
  expect(sumX / sum).toBeCloseTo(x, 1);
  expect(sumY / sum).toBeCloseTo(y, 1);

  const atEdge = { ...small, tx: small.tx + 160 * small.a };
  expect(() =>
    blendFace(frame, {
      restored: white,
      crop: white,
      mask: disc(256, 100, 9),
      cropFromFrame: atEdge,
      detailReturn: 0,
    }),
  ).not.toThrow();
});

test('the nearest face is painted last', () => {
  const order = paintingOrder([
    { interOcularPixels: 80 },
    { interOcularPixels: 20 },
    { interOcularPixels: 50 },
  ]);
  expect(order.map((face) => face.interOcularPixels)).toEqual([20, 50, 80]);
});
