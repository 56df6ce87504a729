import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fitAlbedo } from '../../../main/engine/geometry/fit-albedo';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { albedoColours, identityShape } from '../../../main/engine/geometry/shape';
import { sampleSkin } from '../../../main/engine/geometry/skin-samples';
import type { FaceFit, FaceModel } from '../../../main/engine/geometry/types';
import type { UvTexture } from '../../../main/engine/geometry/uv-texture';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { TextureUnwrapper } from './unwrap-texture';

const textureSize = 512;
/** A portrait lens, frames of 2.2 face widths: about 2 m away. */
const portraitFocalRatio = 2.2;

export interface BakedPortrait {
  readonly fit: FaceFit;
  /** Identity and albedo coefficients, standard deviations. */
  readonly shape: Float32Array;
  readonly albedo: Float32Array;
  /** The skin with the light divided out, sRGB 0..1. */
  readonly texture: UvTexture;
}

/** Shape, skin and a texture without light of one portrait; nothing when no face is found in it. */
export async function bakePortrait(
  image: RgbImage,
  model: FaceModel,
  pool: InferencePool,
): Promise<BakedPortrait | undefined> {
  const [face] = await detectFaces(image, pool);
  if (face === undefined) return undefined;
  const landmarks = await findLandmarksOfDetection(image, face, pool);
  const focal = portraitFocalRatio * Math.max(image.width, image.height);
  const camera = defaultCamera(image.width, image.height, focal);
  const { shape, ...fit } = fitFace(model, landmarks.points, camera);
  const neutral = identityShape(model, shape);
  const { albedo, lights } = fitAlbedo(model, [sampleSkin(model, neutral, fit, camera, image)]);
  const unwrapper = new TextureUnwrapper(model, textureSize);
  unwrapper.add(neutral, fit, camera, image, { light: lights[0] });
  const texture = unwrapper.finish(albedoColours(model, albedo));
  for (let i = 0; i < texture.data.length; i++) texture.data[i] = Math.min(1, texture.data[i]);
  return { fit, shape, albedo, texture };
}
