import { workingCropSize } from '../geometry/canonical-crop';
import type { RgbImage } from '../pixels/image';
import { resize } from '../pixels/resize';

/** Edge of the sharp crop that every method is compared with, pixels. */
export const protocolSize = 128;

/** @param workingCrop aligned, `workingCropSize` square */
export function sharpCrop(workingCrop: RgbImage): RgbImage {
  return resize(workingCrop, protocolSize, protocolSize, 'box');
}

/** The small face: the sharp crop through a bicubic filter; with antialiasing it is Pillow's, as in the papers. */
export function smallCrop(sharp: RgbImage, size: number, antialias: boolean): RgbImage {
  return resize(sharp, size, size, 'bicubic', antialias);
}

/** The protocol in words, for the report. */
export const protocolLines = (antialias: boolean): readonly string[] => [
  `Sharp: the aligned crop of ${workingCropSize} px (eyes 0.30 of it apart), averaged to ${protocolSize} px by blocks of two by two.`,
  antialias
    ? 'Small: the sharp crop shrunk by an antialiased bicubic filter (Keys, a = -0.5), to the bit what Pillow gives.'
    : 'Small: the sharp crop shrunk by a bicubic filter (Keys, a = -0.5) without antialiasing: every small pixel comes from four by four of the crop, and fine detail aliases.',
  'Super-resolution is given its bicubic enlargement, as the papers do; other restorers a crop cut from the small picture as facet enhance cuts one (Lanczos); upscalers the small picture itself.',
  'The 3D face of a network that takes one is fitted to the small picture alone; where no face can be found in it, the network is told that there is none.',
  'PSNR and SSIM on BT.601 luma in studio range (peak 255), over the whole crop without a border, each picture by itself, then the mean; SSIM with a Gaussian window of 11 px, sigma 1.5.',
  'Identity: cosine of the face embeddings of restored and sharp crop (1 the same; about 0.17 between people). Landmarks: mean distance of 478 points found in both, over the distance between the eyes. Sharpness: variance of the Laplacian over that of the sharp crop (1 as sharp; more is not better). Scores without a reference, such as NIQE, are left out: they were fitted to photographs, not to crops of 128 px, and praise what is merely crisp.',
  'Time of a face: alone, median of three, the fit of the 3D face included; of the processor, all threads together, where networks run on it, else by the clock.',
  'Intervals: 95 % percentile bootstrap over people, 2000 draws.',
];
