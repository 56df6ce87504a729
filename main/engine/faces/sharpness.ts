import { cropFromFrameOf } from '../geometry/align-crop';
import { warpImage } from '../geometry/warp-image';
import { createRgbImage, type RgbImage } from '../pixels/image';

/** Sharpness is compared between frames at one size: the aligned crop of the papers' protocol. */
const cropSize = 128;

/**
 * How sharp the face is: variance of the Laplacian of luma over the middle of the aligned 128 px crop, 8-bit units
 * (Pech-Pacheco et al. 2000). A face smaller than the crop counts as the upscaled picture it is.
 * @param fivePoints frame pixels, see five-points.ts
 */
export function faceSharpness(image: RgbImage, fivePoints: Float32Array): number {
  return sharpnessOfCrop(sharpnessCrop(image, fivePoints));
}

/** The crop that `faceSharpness` looks at. */
export function sharpnessCrop(image: RgbImage, fivePoints: ArrayLike<number>): RgbImage {
  const crop = createRgbImage(cropSize, cropSize);
  warpImage(image, cropFromFrameOf(fivePoints, cropSize), crop, 'bilinear');
  return crop;
}

export function sharpnessOfCrop(crop: RgbImage): number {
  return laplacianVariance(crop, cropSize >> 3);
}

/** Variance of the 4-neighbour Laplacian of BT.601 luma, `inset` pixels (at least 1) left out at each side. */
export function laplacianVariance(image: RgbImage, inset = 1): number {
  const { width, height, data } = image;
  const luma = new Float32Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    luma[i] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
  }
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = inset; y < height - inset; y++) {
    for (let i = y * width + inset, end = y * width + width - inset; i < end; i++) {
      const value = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
      sum += value;
      squares += value * value;
      count++;
    }
  }
  if (count === 0) return 0;
  const mean = sum / count;
  return squares / count - mean * mean;
}
