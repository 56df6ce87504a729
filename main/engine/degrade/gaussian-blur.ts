import { createRgbImage, type RgbImage } from '../pixels/image';
import { paddedPicture } from './padded-picture';

/** Blurs by a Gaussian cut off at three sigma, in floats, rounded once at the end. @param sigma pixels */
export function gaussianBlur(image: RgbImage, sigma: number): RgbImage {
  const { width, height } = image;
  const radius = Math.ceil(3 * sigma);
  const kernel = gaussianKernel(sigma, radius);
  const padded = paddedPicture(image, radius);
  const row = width * 3;
  const paddedRow = (width + 2 * radius) * 3;
  const across = new Float32Array(row * (height + 2 * radius));
  for (let y = 0; y < height + 2 * radius; y++) {
    for (let x = 0; x < row; x++) {
      let sum = 0;
      for (let i = 0, at = y * paddedRow + x; i < kernel.length; i++, at += 3) sum += padded[at] * kernel[i];
      across[y * row + x] = sum;
    }
  }
  const out = createRgbImage(width, height);
  const sums = new Float64Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let i = 0, at = y * row; i < kernel.length; i++, at += row) {
      for (let x = 0; x < row; x++) sums[x] += across[at + x] * kernel[i];
    }
    for (let x = 0; x < row; x++) out.data[y * row + x] = sums[x] + 0.5;
  }
  return out;
}

/** [2 radius + 1], sums to one. */
function gaussianKernel(sigma: number, radius: number): Float64Array {
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}
