import { registerSkin } from '../../../../main/engine/geometry/register-skin';
import { priorChannels } from '../../../../main/engine/geometry/render-prior';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';

const side = 256;
const plane = side * side;

/** Blots some 25 pixels wide, 0..1. */
function blots(x: number, y: number): number {
  return 0.5 + 0.2 * Math.sin(x / 8) * Math.cos(y / 9) + 0.15 * Math.sin((x + y) / 13);
}

/** @param moved how far the picture shows everything to the right of where it was drawn */
function scene(moved: number, light: number): { crop: RgbImage; prior: Float32Array } {
  const crop = createRgbImage(side, side);
  const prior = new Float32Array(priorChannels * plane);
  for (let y = 0, p = 0; y < side; y++) {
    for (let x = 0; x < side; x++, p++) {
      crop.data.fill(Math.round(255 * light * blots(x - moved, y)), 3 * p, 3 * p + 3);
      const inside = Math.hypot(x - 128, y - 128) < 90 ? 1 : 0;
      prior[6 * plane + p] = inside;
      for (let channel = 0; channel < 3; channel++) prior[channel * plane + p] = inside * blots(x, y);
    }
  }
  return { crop, prior };
}

/** Mean distance of the drawn colours to the picture within the face, levels. */
function distance({ crop, prior }: ReturnType<typeof scene>): number {
  let sum = 0;
  let count = 0;
  for (let y = 60; y < 196; y++) {
    for (let x = 60; x < 196; x++) {
      if (Math.hypot(x - 128, y - 128) > 70) continue;
      const p = y * side + x;
      sum += Math.abs(255 * prior[p] - crop.data[3 * p]);
      count++;
    }
  }
  return sum / count;
}

test('skin that was drawn five pixels aside, under another light, comes to lie where the picture shows it', () => {
  const shown = scene(5, 0.7);
  const before = distance(shown);
  registerSkin(shown.crop, shown.prior);
  expect(before).toBeGreaterThan(35);
  expect(distance(shown)).toBeLessThan(before / 4);
});

test('skin that lies where it should stays there, and nothing is painted outside the face', () => {
  const shown = scene(0, 1);
  registerSkin(shown.crop, shown.prior);
  expect(distance(shown)).toBeLessThan(1);
  const outside = shown.prior.subarray(0, plane).filter((_, p) => shown.prior[6 * plane + p] === 0);
  expect(outside.every((value) => value === 0)).toBe(true);
});

test('a picture without structure says nothing of places: colours stay finite and in range', () => {
  const shown = scene(0, 0);
  registerSkin(shown.crop, shown.prior);
  expect(shown.prior.every((value) => value >= 0 && value <= 1)).toBe(true);
});
