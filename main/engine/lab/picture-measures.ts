import type { RgbImage } from '../pixels/image';

/**
 * Luma as papers on super-resolution take it: MATLAB's rgb2ycbcr, BT.601 in studio range.
 * @returns [height, width], 16..235, not rounded
 */
export function studioLuma({ width, height, data }: RgbImage): Float64Array {
  const luma = new Float64Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    luma[i] = 16 + (65.481 * data[p] + 128.553 * data[p + 1] + 24.966 * data[p + 2]) / 255;
  }
  return luma;
}

/** Below this mean squared error pictures count as alike: 148 dB, where infinity would spoil every mean. */
const leastError = 1e-10;

/** Peak signal to noise ratio of luma over the whole picture, peak 255, decibels. Pictures of one size. */
export function lumaPsnr(a: RgbImage, b: RgbImage): number {
  const first = studioLuma(a);
  const second = studioLuma(b);
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += (first[i] - second[i]) ** 2;
  return 10 * Math.log10(255 ** 2 / Math.max(sum / first.length, leastError));
}

/** 11 pixels, Gaussian of 1.5 (Wang et al. 2004). */
const windowRadius = 5;
const window = gaussian(1.5, windowRadius);
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;

/**
 * Structural similarity of luma (Wang et al. 2004), mean over the pixels whose window lies inside the picture; variances
 * without Bessel's correction, as in the paper. The same as scikit-image's with `gaussian_weights`, `sigma` 1.5,
 * `use_sample_covariance` off, `data_range` 255.
 */
export function lumaSsim(a: RgbImage, b: RgbImage): number {
  const { width, height } = a;
  const x = studioLuma(a);
  const y = studioLuma(b);
  const product = (u: Float64Array, v: Float64Array) => u.map((value, i) => value * v[i]);
  const blurred = (plane: Float64Array) => blurInside(plane, width, height);
  const [ux, uy, uxx, uyy, uxy] = [x, y, product(x, x), product(y, y), product(x, y)].map(blurred);
  let sum = 0;
  for (let i = 0; i < ux.length; i++) {
    const both = ux[i] * uy[i];
    const squares = ux[i] ** 2 + uy[i] ** 2;
    const spread = uxx[i] + uyy[i] - squares;
    sum += ((2 * both + c1) * (2 * (uxy[i] - both) + c2)) / ((squares + c1) * (spread + c2));
  }
  return sum / ux.length;
}

/** The window's weighted mean around every pixel at least its radius from the border. */
function blurInside(plane: Float64Array, width: number, height: number): Float64Array {
  const inner = width - 2 * windowRadius;
  const rows = new Float64Array(inner * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < inner; x++) {
      let sum = 0;
      for (let i = 0; i < window.length; i++) sum += window[i] * plane[y * width + x + i];
      rows[y * inner + x] = sum;
    }
  }
  const out = new Float64Array(inner * (height - 2 * windowRadius));
  for (let at = 0; at < out.length; at++) {
    let sum = 0;
    for (let i = 0; i < window.length; i++) sum += window[i] * rows[at + i * inner];
    out[at] = sum;
  }
  return out;
}

function gaussian(sigma: number, radius: number): Float64Array {
  const values = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
