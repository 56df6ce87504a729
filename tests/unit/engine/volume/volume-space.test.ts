import { scaleOf } from '../../../../main/engine/geometry/similarity';
import {
  cameraFromVolume,
  ownVolumeSpace,
  slicesPerMillimetre,
  volumeFromCamera,
} from '../../../../main/engine/volume/volume-space';

const camera = { focalPixels: 900, centreX: 320, centreY: 200 };
const cropFromFrame = { a: 0.8, b: 0.3, tx: -150, ty: -90 };
const space = ownVolumeSpace(camera, cropFromFrame, 700);

test('a point before the camera comes back from the volume', () => {
  const points = Float32Array.of(12, -30, -690, -80, 44, -760, 0, 0, -700);
  const there = new Float32Array(9);
  const back = new Float32Array(9);
  volumeFromCamera(space, points, there);
  cameraFromVolume(space, there, back);
  points.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 2));
});

test('columns are the crop’s pixels, and depth has their unit at the eyes', () => {
  const out = new Float32Array(3);
  volumeFromCamera(space, Float32Array.of(14, -7, -700), out);
  const frame = [320 + (900 * 14) / 700, 200 + (900 * 7) / 700];
  expect(out[0]).toBeCloseTo(0.8 * frame[0] - 0.3 * frame[1] - 150, 3);
  expect(out[1]).toBeCloseTo(0.3 * frame[0] + 0.8 * frame[1] - 90, 3);
  expect(out[2]).toBe(32);
  volumeFromCamera(space, Float32Array.of(0, 0, -690), out);
  const pixelsPerMillimetre = (900 * scaleOf(cropFromFrame)) / 700;
  expect(slicesPerMillimetre(space)).toBeCloseTo(pixelsPerMillimetre, 6);
  expect(out[2]).toBeCloseTo(32 - 10 * pixelsPerMillimetre, 3);
});
