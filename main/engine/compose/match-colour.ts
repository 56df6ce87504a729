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
  let at = 0;
  for (let y = 0; y < height; y++) {
    const v = Math.min(last, Math.max(0, (y + 0.5) * step - 0.5));
    const v0 = Math.floor(v);
    const fv = v - v0;
    const top = v0 * cells;
    const bottom = Math.min(last, v0 + 1) * cells;
    for (let x = 0; x < width; x++, at += 3) {
      const u = Math.min(last, Math.max(0, (x + 0.5) * step - 0.5));
      const u0 = Math.floor(u);
      const u1 = Math.min(last, u0 + 1);
      const fu = u - u0;
      const w00 = (1 - fu) * (1 - fv);
      const w01 = fu * (1 - fv);
      const w10 = (1 - fu) * fv;
      const w11 = fu * fv;
      const p = top + u0;
      const q = top + u1;
      const r = bottom + u0;
      const s = bottom + u1;
      data[at] = level(data[at] + red[p] * w00 + red[q] * w01 + red[r] * w10 + red[s] * w11);
      data[at + 1] = level(data[at + 1] + green[p] * w00 + green[q] * w01 + green[r] * w10 + green[s] * w11);
      data[at + 2] = level(data[at + 2] + blue[p] * w00 + blue[q] * w01 + blue[r] * w10 + blue[s] * w11);
    }
  }
}

function level(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
