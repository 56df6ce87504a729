import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';

/** The displacement is found on a grid this fine, pixels, and interpolated between. */
const gridStep = 4;

/**
 * A picture bent so that what lies at `from` comes to lie at `to`: displacements between the points by inverse distance
 * weighting (Shepard 1968, fourth power), nearest pixels.
 * @param from rows of `fromStride` numbers, x and y first, pixels
 * @param to [n,2] pixels
 * @param softness distance below which points share their pull, pixels
 */
export function warpToPoints(
  image: RgbImage,
  from: ArrayLike<number>,
  fromStride: number,
  to: ArrayLike<number>,
  softness: number,
): RgbImage {
  const { width, height, data } = image;
  const columns = Math.ceil(width / gridStep) + 1;
  const rows = Math.ceil(height / gridStep) + 1;
  const field = new Float32Array(columns * rows * 2);
  const n = to.length / 2;
  for (let r = 0, o = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, o += 2) {
      let total = 1e-12;
      for (let i = 0; i < n; i++) {
        const dx = to[2 * i] - c * gridStep;
        const dy = to[2 * i + 1] - r * gridStep;
        const w = 1 / (dx * dx + dy * dy + softness * softness) ** 2;
        total += w;
        field[o] += w * (from[i * fromStride] - to[2 * i]);
        field[o + 1] += w * (from[i * fromStride + 1] - to[2 * i + 1]);
      }
      field[o] /= total;
      field[o + 1] /= total;
    }
  }
  const out = createRgbImage(width, height);
  for (let y = 0, o = 0; y < height; y++) {
    const gy = (y + 0.5) / gridStep;
    const r = Math.min(rows - 2, Math.floor(gy));
    const fy = gy - r;
    for (let x = 0; x < width; x++, o += 3) {
      const gx = (x + 0.5) / gridStep;
      const c = Math.min(columns - 2, Math.floor(gx));
      const fx = gx - c;
      const a = 2 * (r * columns + c);
      const b = a + 2 * columns;
      const at = (axis: number): number =>
        (1 - fy) * ((1 - fx) * field[a + axis] + fx * field[a + 2 + axis]) +
        fy * ((1 - fx) * field[b + axis] + fx * field[b + 2 + axis]);
      const sx = Math.min(width - 1, Math.max(0, Math.floor(x + 0.5 + at(0))));
      const sy = Math.min(height - 1, Math.max(0, Math.floor(y + 0.5 + at(1))));
      const s = 3 * (sy * width + sx);
      out.data[o] = data[s];
      out.data[o + 1] = data[s + 1];
      out.data[o + 2] = data[s + 2];
    }
  }
  return out;
}
