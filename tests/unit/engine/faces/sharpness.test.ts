import { faceSharpness, laplacianVariance } from '../../../../main/engine/faces/sharpness';
import { fivePointsOf, interOcularDistance, turnOf } from '../../../../main/engine/faces/five-points';
import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { noiseFrame } from '../../../fixtures/portrait';

test('a flat or evenly rising picture has no sharpness, a checkerboard has what the formula says', () => {
  const ramp = createRgbImage(16, 16);
  const checker = createRgbImage(16, 16);
  for (let i = 0; i < 256; i++) {
    ramp.data.fill(4 * (i % 16), 3 * i, 3 * i + 3);
    checker.data.fill(((i + (i >> 4)) % 2) * 10, 3 * i, 3 * i + 3);
  }
  expect(laplacianVariance(ramp)).toBeCloseTo(0, 3);
  expect(laplacianVariance(checker)).toBeCloseTo(1600, 1); // the Laplacian is +-40 everywhere
});

test('the same face shrunk and enlarged again is less sharp', () => {
  const frame = noiseFrame(128, 128);
  const coarse = createRgbImage(128, 128);
  for (let y = 0; y < 128; y++) {
    for (let x = 0; x < 128; x++) {
      const p = ((y & ~3) * 128 + (x & ~3)) * 3;
      coarse.data.set(frame.data.subarray(p, p + 3), (y * 128 + x) * 3);
    }
  }
  const five = Float32Array.of(45, 51, 83, 51, 64, 73, 48, 96, 80, 96);
  expect(cropFromFrameOf(five, 128).a).toBeCloseTo(1, 1);
  expect(faceSharpness(coarse, five)).toBeLessThan(0.5 * faceSharpness(frame, five));
});

test('five points come from eye corners, nose tip and mouth corners', () => {
  const points = new Float32Array(478 * 3);
  const put = (index: number, x: number, y: number) => points.set([x, y, 0], index * 3);
  put(33, 10, 20);
  put(133, 20, 22);
  put(362, 40, 22);
  put(263, 50, 20);
  put(4, 31, 40);
  put(61, 18, 60);
  put(291, 42, 61);
  const five = fivePointsOf(points);
  expect([...five]).toEqual([15, 21, 45, 21, 31, 40, 18, 60, 42, 61]);
  expect(interOcularDistance(five)).toBe(30);
  expect(turnOf(five)).toBeCloseTo(1 / 30, 6);
});
