import { fivePointsOf } from '../faces/five-points';
import { isPoor, readCoefficients } from '../faces/read-coefficients';
import { canonicalFivePoints, workingCropSize } from '../geometry/canonical-crop';
import { coefficientVector } from '../geometry/coefficient-vector';
import {
  isOfModel,
  packPoseReading,
  poseReadingLength,
  unpackPoseReading,
  type PoseReading,
} from '../geometry/face-reading';
import { Rasterizer } from '../geometry/rasterizer';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';
import {
  findCropFace,
  fitPerson,
  isNear,
  leastConfidence,
  personOfPicture,
  type PicturePerson,
} from './fit-picture';

/** The 3D face as one small picture alone tells it. */
export interface SmallFaceFit extends PicturePerson {
  readonly fit: FaceFit;
}

const expectedPoints = Float32Array.from(canonicalFivePoints.flat(), (v) => v * workingCropSize);

/**
 * Fits the 3D face to an aligned crop that was enlarged from a small picture.
 * @param enlarged edge `workingCropSize`
 * @param resolution pixels of the small picture an enlarged one
 * @returns undefined where no face is found in its place
 */
export async function fitSmallFace(
  enlarged: RgbImage,
  resolution: number,
  camera: Camera,
  model: FaceModel,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<SmallFaceFit | undefined> {
  const { points, confidence } = await findCropFace(enlarged, pool, signal);
  if (confidence < leastConfidence || !isNear(fivePointsOf(points), expectedPoints)) return undefined;
  const reading = await readPose(enlarged, fivePointsOf(points), resolution, model, pool, signal);
  const person = personOfPicture(enlarged, points, model, camera, reading);
  return { ...person, fit: fitPerson(enlarged, points, person, model, camera, reading) };
}

async function readPose(
  enlarged: RgbImage,
  fivePoints: Float32Array,
  resolution: number,
  model: FaceModel,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<PoseReading | undefined> {
  if (!isPoor(fivePoints, resolution)) return undefined;
  const reading = await readCoefficients(enlarged, fivePoints, pool, signal);
  if (!isOfModel(reading, model)) return undefined;
  const row = new Float32Array(2 * poseReadingLength(model.expressionNames.length));
  packPoseReading(model, reading, row);
  return unpackPoseReading(row, fivePoints, resolution);
}

const rasters = new Map<number, Rasterizer>();

/** `priorNchw` [8,size,size] in the aligned crop of that size. */
export function priorOfFit(model: FaceModel, face: SmallFaceFit, camera: Camera, size: number): Float32Array {
  const raster = rasters.get(size) ?? new Rasterizer(size);
  rasters.set(size, raster);
  const prior = new Float32Array(priorChannels * size * size);
  const sizeFromWorking = { a: size / workingCropSize, b: 0, tx: 0, ty: 0 };
  renderPrior(raster, model, face.neutral, face.colours, face.fit, camera, sizeFromWorking, prior);
  return prior;
}

export function coefficientsOfFit(model: FaceModel, face: SmallFaceFit): Float32Array {
  return coefficientVector(model, face.shape, face.fit);
}
