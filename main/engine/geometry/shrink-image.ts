import { createRgbImage, type RgbImage } from '../pixels/image';

/**
 * Averages blocks of `factor` x `factor` pixels of a window of `source`; the last block of a row or column may be
 * narrower. Pixel (0,0) of the result covers the window's first block.
 */
export function shrinkRgb(
  source: RgbImage,
  left: number,
  top: number,
  width: number,
  height: number,
  factor: number,
): RgbImage {
  const out = createRgbImage(Math.ceil(width / factor), Math.ceil(height / factor));
  if (factor === 1) {
    for (let y = 0; y < height; y++) {
      const from = ((top + y) * source.width + left) * 3;
      out.data.set(source.data.subarray(from, from + width * 3), y * width * 3);
    }
    return out;
  }
  const sums = new Uint32Array(out.width * 3);
  for (let by = 0; by < out.height; by++) {
    sums.fill(0);
    const rows = Math.min(factor, height - by * factor);
    for (let r = 0; r < rows; r++) {
      let p = ((top + by * factor + r) * source.width + left) * 3;
      let o = 0;
      for (let bx = 0; bx < out.width; bx++, o += 3) {
        const end = p + Math.min(factor, width - bx * factor) * 3;
        let red = 0;
        let green = 0;
        let blue = 0;
        for (; p < end; p += 3) {
          red += source.data[p];
          green += source.data[p + 1];
          blue += source.data[p + 2];
        }
        sums[o] += red;
        sums[o + 1] += green;
        sums[o + 2] += blue;
      }
    }
    for (let bx = 0; bx < out.width; bx++) {
      const area = rows * Math.min(factor, width - bx * factor);
      const o = (by * out.width + bx) * 3;
      for (let c = 0; c < 3; c++) out.data[o + c] = sums[bx * 3 + c] / area + 0.5;
    }
  }
  return out;
}
