import type { FloatPlane, RgbImage } from '../pixels/image';
import { blockMeans, blockMeansOfPlane, blurWeighted } from './low-band';
import type { ComposeScratch } from './paste-mask';

/** Blur radius in cells; three box passes of radius 2 are a Gaussian of sigma 2.4 cells = 19 px of a 256 px crop. */
const bandRadius = 2;

/**
 * Gives the restored crop the input's low-frequency colour and light: out = restored + low(input) - low(restored), with
 * the low bands taken inside the face only (normalised convolution). Whatever the network does to skin tone, exposure
 * or shading is undone, and slow flicker can only be that of the source.
 *
 * @param crop input crop, RGB.
 * @param restored RGB, same size; changed in place.
 * @param weight where the face is, 0..1, same size.
 */
export function matchColour(
  crop: RgbImage,
  restored: RgbImage,
  weight: FloatPlane,
  scratch: ComposeScratch,
): void {
  const { first, second, weight: cellWeight, weighted } = scratch;
  blockMeans(crop, first);
  blockMeans(restored, second);
  blockMeansOfPlane(weight, cellWeight);
  for (let c = 0; c < 3; c++) {
    const difference = first.planes[c].data;
    const other = second.planes[c].data;
    for (let i = 0; i < difference.length; i++) difference[i] -= other[i];
  }
  blurWeighted(first, cellWeight, bandRadius, weighted);
  const [red, green, blue] = first.planes;
  addCells(restored, red.data, green.data, blue.data, first.cells);
}

/** image += bilinear enlargement of three coarse planes, rounded and clamped. */
function addCells(
  image: RgbImage,
  red: Float32Array,
  green: Float32Array,
  blue: Float32Array,
  cells: number,
): void {
  const { width, height, data } = image;
  const step = cells / width;
  const last = cells - 1;
  // Each row of cells is first taken at the picture's row; a last cell is repeated so that u + 1 is always there.
  const line = new Float32Array((cells + 1) * 3);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const v = Math.min(last, Math.max(0, (y + 0.5) * step - 0.5));
    const v0 = v | 0;
    const fv = v - v0;
    const top = v0 * cells;
    const bottom = (v0 < last ? v0 + 1 : last) * cells;
    for (let x = 0; x <= cells; x++) {
      const cell = x < last ? x : last;
      line[x * 3] = red[top + cell] + fv * (red[bottom + cell] - red[top + cell]);
      line[x * 3 + 1] = green[top + cell] + fv * (green[bottom + cell] - green[top + cell]);
      line[x * 3 + 2] = blue[top + cell] + fv * (blue[bottom + cell] - blue[top + cell]);
    }
    for (let x = 0, u = 0.5 * step - 0.5; x < width; x++, u += step, at += 3) {
      const inside = u < 0 ? 0 : u > last ? last : u;
      const u0 = inside | 0;
      const fu = inside - u0;
      const p = u0 * 3;
      data[at] = level(data[at] + line[p] + fu * (line[p + 3] - line[p]));
      data[at + 1] = level(data[at + 1] + line[p + 1] + fu * (line[p + 4] - line[p + 1]));
      data[at + 2] = level(data[at + 2] + line[p + 2] + fu * (line[p + 5] - line[p + 2]));
    }
  }
}

function level(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
