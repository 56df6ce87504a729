import sharp from 'sharp';
import { bakePortrait } from '../../../assets/samples/generate/bake-portrait';
import { dressedPerson } from '../../../assets/samples/generate/dressed-person';
import { findLandmarks } from '../../../main/engine/faces/find-landmarks';
import { regionOfLandmarks } from '../../../main/engine/faces/landmark-region';
import { defaultCamera, projectModelPoints } from '../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../main/engine/geometry/shape';
import type { Camera, FaceModel, Pose } from '../../../main/engine/geometry/types';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { gaussian, performAtRandom } from './random-performance';

const renderSize = 320;
export const renderCamera: Camera = defaultCamera(renderSize, renderSize);
/** Portraits that do not fit well, or are not frontal, give torn textures. */
const largestError = 0.025;
const largestYawRadians = 20 * (Math.PI / 180);

export interface Reading {
  readonly pose: Pose;
  /** 478 x (x, y, z) in pixels of the render, as the landmark network reads it */
  readonly landmarks: Float32Array;
}

/**
 * Renders the person of a portrait in `count` random poses and reads their landmarks. Every other person gets a face
 * of another shape under the same skin, so that shapes are wider spread than the fits of portraits.
 * @returns nothing when the portrait cannot be used
 */
export async function readRenders(
  portrait: RgbImage,
  model: FaceModel,
  pool: InferencePool,
  count: number,
  reshape: boolean,
  random: () => number,
): Promise<Reading[] | undefined> {
  const baked = await bakePortrait(portrait, model, pool);
  if (baked === undefined) return undefined;
  const { fit, texture } = baked;
  if (fit.reprojectionError > largestError || Math.abs(fit.pose.yawRadians) > largestYawRadians) {
    return undefined;
  }
  const mix = reshape ? 0.3 + 0.5 * random() : 0;
  const shape = baked.shape.map((v) => (1 - mix / 2) * v + mix * gaussian(random));
  const neutral = identityShape(model, shape);
  const scene = dressedPerson(model, neutral, texture, renderSize, random);
  const readings: Reading[] = [];
  for (let n = 0; n < count; n++) {
    const { pose, expression, light, jpegQuality } = performAtRandom(model, random);
    const image = await compressed(scene.render({ pose, expression }, renderCamera, light), jpegQuality);
    const vertices = neutral.slice();
    expressedShape(model, vertices, expression, vertices);
    const exact = exactLandmarks(model, vertices, pose);
    // As the tracker does: where the face was, then where it is.
    const first = await findLandmarks(image, regionOfLandmarks(exact), pool);
    const { points } = await findLandmarks(image, regionOfLandmarks(first.points), pool);
    readings.push({ pose, landmarks: points });
  }
  return readings;
}

function exactLandmarks(model: FaceModel, vertices: Float32Array, pose: Pose): Float32Array {
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(renderCamera, pose, points);
  const landmarks = new Float32Array(points.length);
  for (let p = 0; p < points.length / 3; p++) landmarks.set([places[2 * p], places[2 * p + 1]], 3 * p);
  return landmarks;
}

async function compressed(image: RgbImage, quality: number): Promise<RgbImage> {
  const { width, height } = image;
  const raw = { width, height, channels: 3 as const };
  const jpeg = await sharp(image.data, { raw }).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  image.data.set(await sharp(jpeg).raw().toBuffer());
  return image;
}
