import { seeShape } from '../../../main/engine/faces/see-shape';
import type { FaceLandmarks } from '../../../main/engine/faces/types';
import { estimateLight } from '../../../main/engine/geometry/estimate-light';
import misreading from '../../../main/engine/geometry/facemesh-attention-misreading.json';
import { fitAlbedo } from '../../../main/engine/geometry/fit-albedo';
import { fitCorrection } from '../../../main/engine/geometry/fit-correction';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { albedoColours } from '../../../main/engine/geometry/shape';
import { personShape } from '../../../main/engine/geometry/shape-reading';
import { sampleSkin } from '../../../main/engine/geometry/skin-samples';
import type { FaceModel } from '../../../main/engine/geometry/types';
import { neutralFace } from '../../../main/engine/geometry/vertex-correction';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../../main/engine/pixels/image';
import type { KnownFace } from './known-face';

/** Focal length over the longer side of a portrait, as `bake-portrait.ts` has it. */
const portraitFocalRatio = 2.2;
const leastConfidence = 0.5;
/** Fits worse than this (median re-projection over the inter-ocular distance) teach nothing. */
const largestError = 0.025;

/** A portrait with the fit that its sharp landmarks give; nothing where they give none. */
export async function photographedFace(
  image: RgbImage,
  { points, confidence }: FaceLandmarks,
  model: FaceModel,
  pool: InferencePool,
): Promise<KnownFace | undefined> {
  if (confidence < leastConfidence) return undefined;
  const focal = portraitFocalRatio * Math.max(image.width, image.height);
  const camera = defaultCamera(image.width, image.height, focal);
  const seen = await seeShape(image, points, pool);
  const frames = [{ landmarks: points, camera, weight: 1, seen }];
  const shape = personShape(model, frames);
  const correction = fitCorrection(model, shape, frames, { misreading });
  const fit = fitFace(model, points, camera, { identity: shape, correction, misreading });
  if (fit.reprojectionError > largestError) return undefined;
  const neutral = neutralFace(model, { shape, correction });
  const skin = sampleSkin(model, neutral, fit, camera, image);
  const light = estimateLight(model, skin, albedoColours(model, fitAlbedo(model, [skin]).albedo));
  return { kind: 'photograph', image, camera, placement: fit, shape, light, landmarks: points, neutral };
}
