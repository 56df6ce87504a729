import type { CropTemplate } from '../../../preload/contract/model-adapter';
import { canonicalFivePoints } from './canonical-crop';

type FivePoints = readonly (readonly [number, number])[];

/**
 * The five-point template of faces aligned as in FFHQ (Karras et al. 2019), in pixels of a 512 px crop, as facexlib's
 * `FaceRestoreHelper` publishes it and GFPGAN, CodeFormer, RestoreFormer and their kin use it. Eyes 0.246 of the crop
 * apart: more of the head is in view than in our own.
 */
const ffhq512: FivePoints = [
  [192.98138, 239.94708],
  [318.90277, 240.1936],
  [256.63416, 314.01935],
  [201.26117, 371.41043],
  [313.08905, 371.15118],
];

/** Left eye, right eye, nose tip, left and right mouth corner, in image order, in shares of the crop's side. */
export const cropTemplates: Readonly<Record<CropTemplate, FivePoints>> = {
  facet: canonicalFivePoints,
  ffhq: ffhq512.map(([x, y]) => [x / 512, y / 512] as const),
};

/** Distance between the eyes of an aligned face, crop pixels. */
export function cropInterOcular(template: CropTemplate, cropSize: number): number {
  const [[leftX, leftY], [rightX, rightY]] = cropTemplates[template];
  return Math.hypot(rightX - leftX, rightY - leftY) * cropSize;
}
