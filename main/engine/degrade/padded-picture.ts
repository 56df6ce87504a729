import type { RgbImage } from '../pixels/image';

/** A picture as floats, [height + 2 margin, width + 2 margin, 3] 0..255, its border repeated outwards. */
export function paddedPicture({ width, height, data }: RgbImage, margin: number): Float32Array {
  const stride = (width + 2 * margin) * 3;
  const out = new Float32Array(stride * (height + 2 * margin));
  for (let y = 0; y < height + 2 * margin; y++) {
    const from = Math.min(height - 1, Math.max(0, y - margin)) * width;
    for (let x = 0, to = y * stride; x < width + 2 * margin; x++, to += 3) {
      const pixel = (from + Math.min(width - 1, Math.max(0, x - margin))) * 3;
      out[to] = data[pixel];
      out[to + 1] = data[pixel + 1];
      out[to + 2] = data[pixel + 2];
    }
  }
  return out;
}
