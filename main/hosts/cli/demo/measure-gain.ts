import type { Box, RgbImage } from '../../../engine/pixels/image';

/**
 * Sum over a box of the squared difference of luma, 8-bit units: Y = .299 R + .587 G + .114 B (BT.601 without offset).
 * Pictures of one size; the box in whole pixels inside them.
 */
export function squaredLumaError(a: RgbImage, b: RgbImage, box: Box): { sum: number; pixels: number } {
  let sum = 0;
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const at = (y * a.width + x) * 3;
      const difference =
        0.299 * (a.data[at] - b.data[at]) +
        0.587 * (a.data[at + 1] - b.data[at + 1]) +
        0.114 * (a.data[at + 2] - b.data[at + 2]);
      sum += difference * difference;
    }
  }
  return { sum, pixels: (box.right - box.left) * (box.bottom - box.top) };
}

/** Peak signal to noise ratio of 8-bit pictures from their mean squared error, decibels. */
export function psnr(meanSquaredError: number): number {
  return 10 * Math.log10((255 * 255) / meanSquaredError);
}
