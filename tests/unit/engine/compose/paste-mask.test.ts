import {
  buildPasteMask,
  createComposeScratch,
  estimateOcclusion,
  restoredLevels,
} from '../../../../main/engine/compose/paste-mask';
import type { FloatPlane } from '../../../../main/engine/pixels/image';
import { disc, paint, waves } from './pictures';

const size = 256;
const scratch = createComposeScratch(size);
const full: FloatPlane = { width: size, height: size, data: new Float32Array(size * size).fill(1) };

function maskOf(
  paintMask: FloatPlane,
  cropPixelsPerFramePixel: number,
  strength = 1,
  occlusion?: FloatPlane,
): FloatPlane {
  const out = { width: size, height: size, data: new Float32Array(size * size) };
  const options = { strength, cropPixelsPerFramePixel };
  buildPasteMask(paintMask, occlusion === undefined ? options : { ...options, occlusion }, out, scratch);
  return out;
}

function cells(value: number): FloatPlane {
  return { width: 32, height: 32, data: new Float32Array(32 * 32).fill(value) };
}

describe.each([0.3, 1, 3, 8])('%f crop pixels a frame pixel', (ratio) => {
  test('stays in range, is zero along the border and symmetric for a symmetric face', () => {
    for (const paintMask of [full, disc(size, 110, 12), disc(size, 90, 1)]) {
      const { data } = maskOf(paintMask, ratio);
      let border = 0;
      for (let i = 0; i < size; i++) {
        for (const inset of [0, 1]) {
          border += data[inset * size + i] + data[(size - 1 - inset) * size + i];
          border += data[i * size + inset] + data[i * size + size - 1 - inset];
        }
      }
      expect(border).toBe(0);
      let largestAsymmetry = 0;
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const value = data[y * size + x];
          if (!(value >= 0 && value <= 1.00001)) throw new Error(`mask ${value} at ${x},${y}`);
          largestAsymmetry = Math.max(largestAsymmetry, Math.abs(value - data[y * size + size - 1 - x]));
        }
      }
      expect(largestAsymmetry).toBeLessThan(1e-4);
      expect(data[128 * size + 128]).toBeCloseTo(1, 3);
    }
  });

  test('a hard-edged paint mask gets a feather of at least three output pixels and never grows', () => {
    const hard = disc(size, 90, 0.01);
    const { data } = maskOf(hard, ratio);
    const outside = data.filter((_, i) => hard.data[i] === 0);
    expect(outside.reduce((largest, value) => Math.max(largest, value), 0)).toBeLessThan(1e-4);
    const steepest = Math.max(
      ...Array.from({ length: size - 1 }, (_, x) =>
        Math.abs(data[128 * size + x + 1] - data[128 * size + x]),
      ),
    );
    expect(steepest * ratio).toBeLessThan(ratio < 1 ? 1 : 1 / 3);
  });
});

test('strength and occlusion scale the mask', () => {
  const mask = disc(size, 100, 12);
  const whole = maskOf(mask, 1).data;
  const half = maskOf(mask, 1, 0.5, cells(0.5)).data;
  expect(
    whole.reduce((largest, value, i) => Math.max(largest, Math.abs(half[i] - value / 4)), 0),
  ).toBeLessThan(1e-5);
});

test('a hand-sized patch of another colour is spared, a change of exposure is not', () => {
  const face = waves(size, size, 90);
  const mask = disc(size, 110, 12);
  const brighter = paint(size, size, (x, y) => {
    const at = (y * size + x) * 3;
    return [face.data[at] + 25, face.data[at + 1] + 25, face.data[at + 2] + 25];
  });
  const free = cells(1);
  estimateOcclusion(brighter, face, mask, restoredLevels, free, scratch);
  for (const value of free.data) expect(value).toBeGreaterThan(0.99);

  const hand = paint(size, size, (x, y) => {
    const at = (y * size + x) * 3;
    return y > 150 && x > 120 ? [30, 160, 220] : [face.data[at], face.data[at + 1], face.data[at + 2]];
  });
  const hidden = cells(1);
  estimateOcclusion(hand, face, mask, restoredLevels, hidden, scratch);
  expect(hidden.data[22 * 32 + 19]).toBeLessThan(0.05);
  expect(hidden.data[12 * 32 + 16]).toBeGreaterThan(0.95);
  for (let i = 1; i < hidden.data.length; i++) {
    expect(hidden.data[i]).toBeGreaterThanOrEqual(0);
    expect(hidden.data[i]).toBeLessThanOrEqual(1);
  }
});

test('dips inside the face are filled, its outline is not', () => {
  const outline = disc(size, 100, 20);
  const mouth = { ...outline, data: outline.data.slice() };
  for (let y = 160; y < 175; y++) mouth.data.fill(0.2, y * size + 105, y * size + 150);
  expect(maskOf(mouth, 0.1).data).toEqual(maskOf(outline, 0.1).data);
});
