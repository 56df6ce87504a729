import type { Similarity } from '../geometry/types';

/**
 * The crop of the original network (Jackson et al. 2017): upright, 192 pixels, in the middle the box of the 68 landmarks,
 * scaled so that the root of its area is 90 pixels.
 */
export const vrnSide = 192;
const boxSide = 90 / vrnSide;

/**
 * @param points68 68 x (x, y) in frame pixels
 * @param side of the crop, pixels
 */
export function vrnCropFromFrame(points68: ArrayLike<number>, side: number): Similarity {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let i = 0; i + 1 < points68.length; i += 2) {
    left = Math.min(left, points68[i]);
    right = Math.max(right, points68[i]);
    top = Math.min(top, points68[i + 1]);
    bottom = Math.max(bottom, points68[i + 1]);
  }
  const a = (boxSide * side) / Math.sqrt(Math.max(1, (right - left) * (bottom - top)));
  return { a, b: 0, tx: side / 2 - (a * (left + right)) / 2, ty: side / 2 - (a * (top + bottom)) / 2 };
}
