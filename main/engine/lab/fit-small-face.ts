import { detectFaces } from '../faces/detect-faces';
import { findLandmarksOfDetection } from '../faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../faces/five-points';
import { isPoor, readCoefficients } from '../faces/read-coefficients';
import type { DetectedFace } from '../faces/types';
import { canonicalFivePoints, workingCropSize } from '../geometry/canonical-crop';
import { coefficientVector } from '../geometry/coefficient-vector';
import { estimateLight } from '../geometry/estimate-light';
import misreading from '../geometry/facemesh-attention-misreading.json';
import { fitAlbedo } from '../geometry/fit-albedo';
import { fitCorrection } from '../geometry/fit-correction';
import {
  isOfModel,
  packPoseReading,
  poseReadingLength,
  unpackPoseReading,
  type PoseReading,
} from '../geometry/face-reading';
import { fitFace } from '../geometry/fit-face';
import { Rasterizer } from '../geometry/rasterizer';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import { albedoColours } from '../geometry/shape';
import { personShape } from '../geometry/shape-reading';
import { sampleSkin } from '../geometry/skin-samples';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import { neutralFace } from '../geometry/vertex-correction';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';

/** The 3D face as one small picture alone tells it. */
export interface SmallFaceFit {
  readonly fit: FaceFit;
  readonly shape: Float32Array;
  /** [V,3] mm */
  readonly neutral: Float32Array;
  /** [V,3] sRGB 0..1 */
  readonly colours: Float32Array;
}

const leastConfidence = 0.3;
/** Five points farther off than this on average, over the distance between the eyes, are another face's. */
const farthest = 0.3;

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
  const [found] = await detectFaces(enlarged, pool, { signal });
  const face = found ?? expectedFace;
  const { points, confidence } = await findLandmarksOfDetection(enlarged, face, pool, signal);
  if (confidence < leastConfidence || !isInPlace(fivePointsOf(points))) return undefined;
  const frames = [{ landmarks: points, camera, weight: 1 }];
  const shape = personShape(model, frames);
  const correction = fitCorrection(model, shape, frames, { misreading });
  const neutral = neutralFace(model, { shape, correction });
  const reading = await readPose(enlarged, fivePointsOf(points), resolution, model, pool, signal);
  const known = { identity: shape, correction, misreading };
  const pose = fitFace(model, points, camera, reading === undefined ? known : { ...known, reading });
  const skin = sampleSkin(model, neutral, pose, camera, enlarged);
  const colours = albedoColours(model, fitAlbedo(model, [skin]).albedo);
  return { fit: { ...pose, light: estimateLight(model, skin, colours) }, shape, neutral, colours };
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

function isInPlace(fivePoints: Float32Array): boolean {
  const places = canonicalFivePoints.map((point) => point.map((v) => v * workingCropSize));
  const distances = places.map(([x, y], i) => Math.hypot(fivePoints[2 * i] - x, fivePoints[2 * i + 1] - y));
  const apart = interOcularDistance(Float32Array.from(places.flat()));
  return distances.reduce((sum, distance) => sum + distance, 0) / 5 < farthest * apart;
}

/** Where the face of an aligned crop is when the detector is too blind to say: one of 16 px, as a rule. */
const expectedFace: DetectedFace = {
  box: { left: 46, top: 46, right: 210, bottom: 210 },
  score: leastConfidence,
  keypoints: Float32Array.from(
    [0.35, 0.4, 0.65, 0.4, 0.5, 0.57, 0.5, 0.75, 0.2, 0.45, 0.8, 0.45].map((v) => v * workingCropSize),
  ),
};
