import type { RgbImage } from '../pixels/image';
import { scaleOf } from './similarity';
import type { Similarity } from './types';
import { warpImage } from './warp-image';

/**
 * What a restoring network is given: enlarged as the frame around it is (Lanczos), so that what the network leaves
 * alone is as sharp there; shrunk by a bicubic kernel. Outside the picture its border repeats.
 * @param out size × size, is overwritten
 */
export function cutCrop(picture: RgbImage, cropFromPicture: Similarity, out: RgbImage): void {
  warpImage(picture, cropFromPicture, out, scaleOf(cropFromPicture) > 1 ? 'lanczos' : 'bicubic');
}
