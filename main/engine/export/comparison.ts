import type { RgbImage } from '../pixels/image';

/** Width of the line between the halves, pixels; even, so that the whole is even too, which video encoders want. */
export const dividerWidth = 4;
const dividerLevel = 236;

/** Size of a comparison of two pictures of this size: always an even width. */
export function comparisonSize(width: number, height: number): { width: number; height: number } {
  return { width: 2 * width + dividerWidth, height };
}

/**
 * Before on the left, after on the right, a thin light line between.
 * @param before same size as `after`: enlarge it first where the output is larger than the input
 * @param out of `comparisonSize`
 * @throws RangeError on other sizes.
 */
export function composeComparison(before: RgbImage, after: RgbImage, out: RgbImage): void {
  const { width, height } = after;
  const size = comparisonSize(width, height);
  if (
    before.width !== width ||
    before.height !== height ||
    out.width !== size.width ||
    out.height !== size.height
  ) {
    throw new RangeError(
      `cannot put ${before.width}x${before.height} beside ${width}x${height} in ${out.width}x${out.height}`,
    );
  }
  const row = width * 3;
  for (let y = 0; y < height; y++) {
    const at = y * out.width * 3;
    out.data.set(before.data.subarray(y * row, (y + 1) * row), at);
    out.data.fill(dividerLevel, at + row, at + row + dividerWidth * 3);
    out.data.set(after.data.subarray(y * row, (y + 1) * row), at + row + dividerWidth * 3);
  }
}
