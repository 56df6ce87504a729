import { createRgbImage, type RgbImage } from '../pixels/image';
import { paddedPicture } from './padded-picture';

/** A pixel's share of the disc is counted on so many points by as many. */
const samples = 64;

/** Blurs as a lens out of focus: every point becomes a disc of even brightness. @param radius pixels */
export function defocus(image: RgbImage, radius: number): RgbImage {
  const { width, height } = image;
  const reach = Math.ceil(radius - 0.5);
  const kernel = discKernel(radius, reach);
  const side = 2 * reach + 1;
  const padded = paddedPicture(image, reach);
  const row = width * 3;
  const paddedRow = (width + 2 * reach) * 3;
  const out = createRgbImage(width, height);
  const sums = new Float64Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < kernel.length; tap++) {
      const weight = kernel[tap];
      if (weight === 0) continue;
      const from = (y + Math.floor(tap / side)) * paddedRow + (tap % side) * 3;
      for (let x = 0; x < row; x++) sums[x] += padded[from + x] * weight;
    }
    for (let x = 0; x < row; x++) out.data[y * row + x] = sums[x] + 0.5;
  }
  return out;
}

/** [2 reach + 1, 2 reach + 1]: how much of each pixel the disc covers, over the whole; sums to one. */
export function discKernel(radius: number, reach: number): Float64Array {
  const side = 2 * reach + 1;
  const kernel = new Float64Array(side * side);
  let sum = 0;
  for (let tap = 0; tap < kernel.length; tap++) {
    for (let sample = 0; sample < samples * samples; sample++) {
      const x = (tap % side) - reach + ((sample % samples) + 0.5) / samples - 0.5;
      const y = Math.floor(tap / side) - reach + (Math.floor(sample / samples) + 0.5) / samples - 0.5;
      if (x * x + y * y <= radius * radius) kernel[tap] += 1;
    }
    sum += kernel[tap];
  }
  // A disc smaller than the grid of samples lies in the middle pixel.
  if (sum === 0) kernel[(kernel.length - 1) / 2] = sum = 1;
  return kernel.map((count) => count / sum);
}
