import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fitAlbedo } from '../../../main/engine/geometry/fit-albedo';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import { fitIdentity } from '../../../main/engine/geometry/fit-identity';
import { defaultCamera, projectModelPoints } from '../../../main/engine/geometry/projection';
import { interOcularPixels, landmarkStride } from '../../../main/engine/geometry/frame-state';
import {
  albedoColours,
  expressedShape,
  identityShape,
  surfacePositions,
} from '../../../main/engine/geometry/shape';
import { sampleSkin } from '../../../main/engine/geometry/skin-samples';
import type { Camera, FaceFit, FaceModel } from '../../../main/engine/geometry/types';
import type { UvTexture } from '../../../main/engine/geometry/uv-texture';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { TextureUnwrapper } from './unwrap-texture';
import { warpToPoints } from './warp-to-points';

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
  /** Distance of the lips' inner edges in the portrait over the distance between the eyes. */
  readonly lipGap: number;
}

export interface BakeOptions {
  /**
   * Bends the portrait so that its features lie where the model has them: what the landmark network saw at a point
   * comes to lie at that point of the mesh. For renders whose landmarks must be known exactly.
   */
  readonly bendFeatures?: boolean;
}

/** Shape, skin and a texture without light of one portrait; nothing when no face is found in it. */
export async function bakePortrait(
  image: RgbImage,
  model: FaceModel,
  pool: InferencePool,
  options: BakeOptions = {},
): Promise<BakedPortrait | undefined> {
  const [face] = await detectFaces(image, pool);
  if (face === undefined) return undefined;
  const landmarks = await findLandmarksOfDetection(image, face, pool);
  const focal = portraitFocalRatio * Math.max(image.width, image.height);
  const camera = defaultCamera(image.width, image.height, focal);
  // The skin goes where the landmarks are, so they are taken for points of the face here.
  const identity = fitIdentity(model, [{ landmarks: landmarks.points, camera, weight: 1 }]);
  const { shape, ...fit } = fitFace(model, landmarks.points, camera, { identity });
  const neutral = identityShape(model, shape);
  const { albedo, lights } = fitAlbedo(model, [sampleSkin(model, neutral, fit, camera, image)]);
  const unwrapper = new TextureUnwrapper(model, textureSize);
  const skin =
    options.bendFeatures === true ? bent(image, landmarks.points, model, neutral, fit, camera) : image;
  unwrapper.add(neutral, fit, camera, skin, { light: lights[0] });
  const texture = unwrapper.finish(albedoColours(model, albedo));
  for (let i = 0; i < texture.data.length; i++) texture.data[i] = Math.min(1, texture.data[i]);
  return { fit, shape, albedo, texture, lipGap: lipGapOf(landmarks.points) };
}

/** Irises are left out: where the eyes look is not where they are. */
const bentPoints = 468;

function bent(
  image: RgbImage,
  landmarks: Float32Array,
  model: FaceModel,
  neutral: Float32Array,
  fit: FaceFit,
  camera: Camera,
): RgbImage {
  const vertices = neutral.slice();
  expressedShape(model, vertices, fit.expression, vertices);
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(camera, fit.pose, points).subarray(0, 2 * bentPoints);
  return warpToPoints(image, landmarks, landmarkStride, places, 0.02 * interOcularPixels(landmarks));
}

function lipGapOf(landmarks: Float32Array): number {
  const [upper, lower] = [13 * landmarkStride, 14 * landmarkStride];
  const gap = Math.hypot(landmarks[upper] - landmarks[lower], landmarks[upper + 1] - landmarks[lower + 1]);
  return gap / interOcularPixels(landmarks);
}
