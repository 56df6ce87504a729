import { fivePointsOf } from '../faces/five-points';
import { canonicalFivePoints, workingCropSize } from '../geometry/canonical-crop';
import { coefficientVector } from '../geometry/coefficient-vector';
import { Rasterizer } from '../geometry/rasterizer';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';
import { fitPerson, personOfPictures, type PicturePerson } from '../references/picture-person';
import { findCropFace, isNear, leastConfidence } from './fit-picture';

/** The 3D face as one small picture alone tells it. */
export interface SmallFaceFit extends PicturePerson {
  readonly fit: FaceFit;
}

const expectedPoints = Float32Array.from(canonicalFivePoints.flat(), (v) => v * workingCropSize);

/**
 * Fits the 3D face to an aligned crop that was enlarged from a small picture.
 * @param enlarged edge `workingCropSize`
 * @returns undefined where no face is found in its place
 */
export async function fitSmallFace(
  enlarged: RgbImage,
  camera: Camera,
  model: FaceModel,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<SmallFaceFit | undefined> {
  const { points, confidence } = await findCropFace(enlarged, pool, signal);
  if (confidence < leastConfidence || !isNear(fivePointsOf(points), expectedPoints)) return undefined;
  const person = personOfPictures(model, [{ image: enlarged, landmarks: points, camera, weight: 1 }]);
  return { ...person, fit: fitPerson(enlarged, points, person, model, camera) };
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
