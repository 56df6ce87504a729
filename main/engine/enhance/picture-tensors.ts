import type { RgbImage } from '../pixels/image';

/** RGB bytes, HWC, to `out` [3,H,W] 0..1. */
export function packNchw(image: RgbImage, out: Float32Array): void {
  const plane = image.width * image.height;
  const { data } = image;
  const scale = 1 / 255;
  for (let p = 0, at = 0; p < plane; p++, at += 3) {
    out[p] = data[at] * scale;
    out[plane + p] = data[at + 1] * scale;
    out[2 * plane + p] = data[at + 2] * scale;
  }
}

/** [3,H,W] 0..1 to RGB bytes, HWC, rounded to the nearest level, clamped; NaN becomes 0. */
export function unpackNchw(nchw: Float32Array, out: RgbImage): void {
  const plane = out.width * out.height;
  const { data } = out;
  for (let p = 0, at = 0; p < plane; p++, at += 3) {
    data[at] = level(nchw[p]);
    data[at + 1] = level(nchw[plane + p]);
    data[at + 2] = level(nchw[2 * plane + p]);
  }
}

function level(value: number): number {
  return value >= 1 ? 255 : value > 0 ? (value * 255 + 0.5) | 0 : 0;
}
