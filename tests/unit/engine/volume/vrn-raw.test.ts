import { largestComponent } from '../../../../main/engine/volume/largest-component';
import { marchingCubes } from '../../../../main/engine/volume/marching-cubes';
import type { FaceVolume } from '../../../../main/engine/volume/volume-network';
import { ownVolumeSpace } from '../../../../main/engine/volume/volume-space';
import { vrnCropFromFrame } from '../../../../main/engine/volume/vrn-crop';
import { encodeVrnRaw, vrnIso, vrnSlices } from '../../../../main/engine/volume/vrn-raw';

/** A ball of radius 20 around (64, 60, 40) of our volume, its edge two slices soft. */
function ball(): FaceVolume {
  const [side, depth] = [128, 96];
  const data = new Float32Array(side * side * depth);
  for (let z = 0, p = 0; z < depth; z++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++, p++) {
        const inside = 20 - Math.hypot(x + 0.5 - 64, y + 0.5 - 60, z + 0.5 - 40);
        data[p] = Math.min(1, Math.max(0, 0.5 + inside / 2));
      }
    }
  }
  const camera = { focalPixels: 1000, centreX: 100, centreY: 100 };
  const space = ownVolumeSpace(camera, { a: 0.5, b: 0, tx: 10, ty: 5 }, 800);
  return { volume: { width: side, height: side, depth, data }, iso: 0.5, space };
}

test('the volume lies in int8 [200,192,192] as the original’s reader wants it', () => {
  // The original's crop has one pixel a frame pixel, ours half of one.
  const raw = encodeVrnRaw(ball(), { a: 1, b: 0, tx: -20, ty: -10 });
  expect(raw).toBeInstanceOf(Int8Array);
  expect(raw.length).toBe(200 * 192 * 192);
  // As its raw2obj.py: float, marching cubes at 10, z halved.
  const volume = { width: 192, height: 192, depth: vrnSlices, data: Float32Array.from(raw) };
  const { vertices } = largestComponent(marchingCubes(volume, vrnIso));
  const centre = [0, 0, 0];
  vertices.forEach(
    (value, i) => (centre[i % 3] += (i % 3 === 2 ? value / 2 : value) / (vertices.length / 3)),
  );
  // (64, 60) of ours is (108, 110) of the frame, (88, 100) of its crop; 8 slices of ours behind the eyes are 16 pixels.
  expect(centre[0]).toBeCloseTo(88, 1);
  expect(centre[1]).toBeCloseTo(100, 1);
  expect(centre[2]).toBeCloseTo(132 / 2 - 16, 1);
  let off = 0;
  for (let i = 0; i < vertices.length; i += 3) {
    const away = [vertices[i] - centre[0], vertices[i + 1] - centre[1], vertices[i + 2] / 2 - centre[2]];
    off = Math.max(off, Math.abs(Math.hypot(...away) - 40));
  }
  // 40 pixels, to the resolution of twenty levels over an edge of two slices of ours.
  expect(off).toBeLessThan(0.5);
});

test('the nearest slice comes last', () => {
  const face = ball();
  face.volume.data.fill(0);
  face.volume.data.fill(1, 0, 40 * 128 * 128); // the 40 slices nearest to the viewer
  const raw = encodeVrnRaw(face, { a: 1, b: 0, tx: -20, ty: -10 });
  const at = (slice: number): number => raw[(slice * 192 + 100) * 192 + 88];
  expect(at(199)).toBe(20);
  expect(at(105)).toBe(20);
  expect(at(90)).toBe(0);
});

test('the original’s crop has the landmarks’ box in its middle, 90 pixels the root of its area', () => {
  const points = [100, 50, 180, 50, 140, 130, 150, 250];
  const s = vrnCropFromFrame(points, 192);
  expect(s.b).toBe(0);
  expect([s.a * 140 + s.tx, s.a * 150 + s.ty]).toEqual([96, 96]);
  expect(Math.sqrt(80 * s.a * (200 * s.a))).toBeCloseTo(90, 9);
});
