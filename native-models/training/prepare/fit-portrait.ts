import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { embedFace } from '../../../main/engine/faces/embed-face';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../../../main/engine/faces/five-points';
import type { DetectedFace, FaceLandmarks } from '../../../main/engine/faces/types';
import { cropFromFrameOf } from '../../../main/engine/geometry/align-crop';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { coefficientLength, coefficientVector } from '../../../main/engine/geometry/coefficient-vector';
import { estimateLight } from '../../../main/engine/geometry/estimate-light';
import { fitAlbedo } from '../../../main/engine/geometry/fit-albedo';
import misreading from '../../../main/engine/geometry/facemesh-attention-misreading.json';
import { fitCorrection } from '../../../main/engine/geometry/fit-correction';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { priorChannels, renderPrior } from '../../../main/engine/geometry/render-prior';
import { albedoColours } from '../../../main/engine/geometry/shape';
import { apply, applyToPoints, scaleOf } from '../../../main/engine/geometry/similarity';
import { sampleSkin } from '../../../main/engine/geometry/skin-samples';
import type { Camera, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import { neutralFace } from '../../../main/engine/geometry/vertex-correction';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';
import { mulberry32 } from '../../../main/engine/pixels/mulberry32';
import { poorCrop, poorFrame } from './poor-picture';

/** The fits of a portrait, in order: see README.md of native-models/training. */
export const fitsPerPortrait = 4;
/** A landmark confidence below this is no face. */
const leastConfidence = 0.3;

export interface PortraitRow {
  readonly crop: RgbImage;
  readonly cropFromFrame: Similarity;
  readonly embedding: Float32Array;
  /** uint8 [4,8,S,S]: colour, coverage, confidence x 255; normals (n + 1) / 2 x 255. */
  readonly priors: Uint8Array;
  /** [4,C] */
  readonly coefficients: Float32Array;
  /** [4] 1 where a face was found and fitted. */
  readonly valid: Uint8Array;
  /** [4] re-projection errors, NaN where not fitted. */
  readonly errors: readonly number[];
}

const planePixels = workingCropSize * workingCropSize;
const raster = new Rasterizer(workingCropSize);
const priorPlanes = new Float32Array(priorChannels * planePixels);

/** Which fits to make: old prints need none. */
export type WantedFits = 'none' | 'all';

/** Aligned crop, embedding and the fits of one portrait; nothing when no face is found in it. */
export async function fitPortrait(
  portrait: RgbImage,
  model: FaceModel,
  pool: InferencePool,
  wanted: WantedFits,
  seed: number,
): Promise<PortraitRow | undefined> {
  const detection = nearestTheMiddle(portrait, await detectFaces(portrait, pool));
  if (detection === undefined) return undefined;
  const landmarks = await findLandmarksOfDetection(portrait, detection, pool);
  if (landmarks.confidence < leastConfidence) return undefined;
  const fivePoints = fivePointsOf(landmarks.points);
  const cropFromFrame = cropFromFrameOf(fivePoints, workingCropSize);
  const crop = createRgbImage(workingCropSize, workingCropSize);
  warpImage(portrait, cropFromFrame, crop);

  const row: PortraitRow = {
    crop,
    cropFromFrame,
    embedding: await embedFace(portrait, fivePoints, pool),
    priors: new Uint8Array(fitsPerPortrait * priorChannels * planePixels),
    coefficients: new Float32Array(fitsPerPortrait * coefficientLength(model)),
    valid: new Uint8Array(fitsPerPortrait),
    errors: [],
  };
  const errors = row.errors as number[];
  if (wanted === 'none') return row;
  const camera = defaultCamera(portrait.width, portrait.height);
  const person = personOf(portrait, landmarks, model, camera);
  errors.push(fitInto(row, 0, portrait, landmarks, person, model, camera, cropFromFrame));

  // As if one frame of a small, poor video whose better frames told who it is: 24 to 96 pixels across the aligned crop.
  const random = mulberry32(seed);
  const across = 24 * Math.pow(96 / 24, random());
  const frame = await poorFrame(portrait, (across / workingCropSize) * scaleOf(cropFromFrame), random);
  const again = nearestTheMiddle(frame, await detectFaces(frame, pool)) ?? detection;
  const poorLandmarks = await findLandmarksOfDetection(frame, again, pool);
  const near = isNear(poorLandmarks, landmarks.points);
  errors.push(near ? fitInto(row, 1, frame, poorLandmarks, person, model, camera, cropFromFrame) : NaN);

  // The papers' protocol, 32 and 16 pixels across the crop, with the portrait's own camera seen in the crop.
  const [centreX, centreY] = apply(cropFromFrame, camera.centreX, camera.centreY);
  const cropCamera: Camera = { focalPixels: camera.focalPixels * scaleOf(cropFromFrame), centreX, centreY };
  const still: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };
  for (const [which, low] of [
    [2, 32],
    [3, 16],
  ]) {
    const poor = await poorCrop(crop, low);
    const found = nearestTheMiddle(poor, await detectFaces(poor, pool)) ?? canonicalDetection;
    const points = await findLandmarksOfDetection(poor, found, pool);
    const truth = Float32Array.from(landmarks.points);
    applyToPoints(cropFromFrame, truth, truth, 3);
    if (isNear(points, truth)) {
      const alone = personOf(poor, points, model, cropCamera);
      errors.push(fitInto(row, which, poor, points, alone, model, cropCamera, still));
    } else errors.push(NaN);
  }
  return row;
}

/** Who a face is: shape and skin from one picture alone. */
interface Person {
  readonly shape: Float32Array;
  readonly correction: Float32Array;
  readonly neutral: Float32Array;
  readonly colours: Float32Array;
}

function personOf(image: RgbImage, landmarks: FaceLandmarks, model: FaceModel, camera: Camera): Person {
  const fit = fitFace(model, landmarks.points, camera);
  const { shape } = fit;
  const frame = { landmarks: landmarks.points, camera, weight: 1 };
  const correction = fitCorrection(model, shape, [frame], { misreading });
  const neutral = neutralFace(model, { shape, correction });
  const { albedo } = fitAlbedo(model, [sampleSkin(model, neutral, fit, camera, image)]);
  return { shape, correction, neutral, colours: albedoColours(model, albedo) };
}

/** Fits, lights and renders one face into row `which`; returns the re-projection error, NaN when there is no face. */
function fitInto(
  row: PortraitRow,
  which: number,
  image: RgbImage,
  landmarks: FaceLandmarks,
  person: Person,
  model: FaceModel,
  camera: Camera,
  cropFromFrame: Similarity,
): number {
  if (landmarks.confidence < leastConfidence) return NaN;
  const { shape, correction, neutral, colours } = person;
  const pose = fitFace(model, landmarks.points, camera, { identity: shape, correction, misreading });
  const light = estimateLight(model, sampleSkin(model, neutral, pose, camera, image), colours);
  const fit = { ...pose, light };
  renderPrior(raster, model, neutral, colours, fit, camera, cropFromFrame, priorPlanes);
  const base = which * priorPlanes.length;
  for (let i = 0; i < priorPlanes.length; i++) {
    const channel = Math.floor(i / planePixels);
    const v = channel >= 3 && channel < 6 ? priorPlanes[i] * 0.5 + 0.5 : priorPlanes[i];
    row.priors[base + i] = Math.max(0, Math.min(255, Math.round(v * 255)));
  }
  const count = coefficientLength(model);
  coefficientVector(model, shape, fit, row.coefficients.subarray(which * count, (which + 1) * count));
  row.valid[which] = 1;
  return fit.reprojectionError;
}

/** False where another face than the portrait's was found: its five points lie 30 % of the eyes' distance off. */
function isNear(found: FaceLandmarks, truth: Float32Array): boolean {
  const a = fivePointsOf(found.points);
  const b = fivePointsOf(truth);
  let sum = 0;
  for (let i = 0; i < 10; i += 2) sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
  return sum / 5 < 0.3 * interOcularDistance(b);
}

function nearestTheMiddle(image: RgbImage, faces: readonly DetectedFace[]): DetectedFace | undefined {
  let best: DetectedFace | undefined;
  let bestValue = 0;
  for (const face of faces) {
    const { left, top, right, bottom } = face.box;
    const away = Math.hypot((left + right - image.width) / 2, (top + bottom - image.height) / 2);
    const value =
      (right - left) * Math.max(0.05, 1 - away / Math.max(image.width, image.height)) * face.score;
    if (value > bestValue) [best, bestValue] = [face, value];
  }
  return best;
}

/** Where the face of an aligned crop is when the detector is too blind to say: a 16 px face, as a rule. */
const canonicalDetection: DetectedFace = {
  box: { left: 46, top: 46, right: 210, bottom: 210 },
  score: 0.3,
  keypoints: Float32Array.from(
    [0.35, 0.4, 0.65, 0.4, 0.5, 0.57, 0.5, 0.75, 0.2, 0.45, 0.8, 0.45].map((v) => v * workingCropSize),
  ),
};
