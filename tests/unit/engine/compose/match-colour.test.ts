import { matchColour } from '../../../../main/engine/compose/match-colour';
import { createComposeScratch } from '../../../../main/engine/compose/paste-mask';
import { copyOf, disc, largestDifference, paint, waves } from './pictures';

const size = 256;
const scratch = createComposeScratch(size);
const face = disc(size, 110, 12);

test('identical pictures stay as they are', () => {
  const crop = waves(size, size, 40);
  const restored = copyOf(crop);
  matchColour(crop, restored, face, scratch);
  expect(largestDifference(crop, restored)).toBe(0);
});

test('a constant shift of colour is undone', () => {
  const crop = waves(size, size, 40);
  const restored = paint(size, size, (x, y) => {
    const at = (y * size + x) * 3;
    return [crop.data[at] + 14, crop.data[at + 1] - 9, crop.data[at + 2] + 5];
  });
  matchColour(crop, restored, face, scratch);
  expect(largestDifference(crop, restored)).toBeLessThanOrEqual(1);
});

test('detail finer than 16 px passes, a slow gradient is replaced by that of the input', () => {
  const stripes = (x: number): number => 20 * Math.sin((2 * Math.PI * x) / 8);
  const crop = paint(size, size, () => [120, 120, 120]);
  const restored = paint(
    size,
    size,
    (x, y) => Array(3).fill(120 + stripes(x) + (y - 128) * 0.15) as [number, number, number],
  );
  matchColour(crop, restored, face, scratch);
  for (let y = 60; y < 196; y += 7) {
    for (let x = 60; x < 196; x += 5) {
      expect(Math.abs(restored.data[(y * size + x) * 3] - (120 + stripes(x)))).toBeLessThan(2.5);
    }
  }
});

test('what lies outside the face does not tint it', () => {
  const crop = paint(size, size, (x, y) =>
    Math.hypot(x - 128, y - 128) < 110 ? [150, 120, 100] : [0, 0, 255],
  );
  const restored = paint(size, size, (x, y) =>
    Math.hypot(x - 128, y - 128) < 110 ? [150, 120, 100] : [0, 255, 0],
  );
  matchColour(crop, restored, disc(size, 100, 12), scratch);
  const at = (128 * size + 60) * 3;
  expect(Array.from(restored.data.subarray(at, at + 3))).toEqual([150, 120, 100]);
});
