import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { embedFace } from '../../../main/engine/faces/embed-face';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fivePointsOf } from '../../../main/engine/faces/five-points';
import { seeShape } from '../../../main/engine/faces/see-shape';
import type { DetectedFace, FaceLandmarks } from '../../../main/engine/faces/types';
import { cropFromFrameOf } from '../../../main/engine/geometry/align-crop';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { coefficientLength, coefficientVector } from '../../../main/engine/geometry/coefficient-vector';
import { calibratedFace } from '../../../main/engine/geometry/misreading-of';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { priorChannels, renderPrior } from '../../../main/engine/geometry/render-prior';
import type { UvTexture } from '../../../main/engine/geometry/uv-texture';
import { apply, applyToPoints, scaleOf } from '../../../main/engine/geometry/similarity';
import type { Camera, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import {
  findCropFace,
  isNear,
  leastConfidence,
  nearestTheMiddle,
} from '../../../main/engine/lab/fit-picture';
import { fuseTexture } from '../../../main/engine/references/fuse-texture';
import {
  fitPerson,
  personOfPictures,
  type PicturePerson,
} from '../../../main/engine/references/picture-person';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';
import { mulberry32 } from '../../../main/engine/pixels/mulberry32';
import { poorCrop, poorFrame } from './poor-picture';

/** The fits of a portrait, in order: see README.md of native-models/training. */
export const fitsPerPortrait = 4;
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
  /** uint8 [4,3,S,S]: colours of the same priors under another picture's texture; empty without one. */
  readonly textured: Uint8Array;
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
  texture?: UvTexture,
): Promise<PortraitRow | undefined> {
  const found = await findPortraitFace(portrait, pool);
  if (found === undefined) return undefined;
  const { detection, landmarks } = found;
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
    textured: new Uint8Array(texture === undefined ? 0 : fitsPerPortrait * 3 * planePixels),
  };
  const errors = row.errors as number[];
  if (wanted === 'none') return row;
  const camera = defaultCamera(portrait.width, portrait.height);
  // What it sees is the built-in face's numbers.
  const seen = model.name === calibratedFace ? await seeShape(portrait, landmarks.points, pool) : undefined;
  const person = personOfPictures(model, [
    { image: portrait, landmarks: landmarks.points, camera, weight: 1, seen },
  ]);
  errors.push(fitInto(row, 0, portrait, landmarks, person, model, camera, cropFromFrame, texture));

  // As if one frame of a small, poor video whose better frames told who it is: 24 to 96 pixels across the aligned crop.
  const random = mulberry32(seed);
  const across = 24 * Math.pow(96 / 24, random());
  const frame = await poorFrame(portrait, (across / workingCropSize) * scaleOf(cropFromFrame), random);
  const again = nearestTheMiddle(frame, await detectFaces(frame, pool)) ?? detection;
  const poorLandmarks = await findLandmarksOfDetection(frame, again, pool);
  const near = isNear(fivePointsOf(poorLandmarks.points), fivePoints);
  errors.push(
    near ? fitInto(row, 1, frame, poorLandmarks, person, model, camera, cropFromFrame, texture) : NaN,
  );

  // The papers' protocol, 32 and 16 pixels across the crop, with the portrait's own camera seen in the crop.
  const [centreX, centreY] = apply(cropFromFrame, camera.centreX, camera.centreY);
  const cropCamera: Camera = { focalPixels: camera.focalPixels * scaleOf(cropFromFrame), centreX, centreY };
  const still: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };
  for (const [which, low] of [
    [2, 32],
    [3, 16],
  ]) {
    const poor = await poorCrop(crop, low);
    const points = await findCropFace(poor, pool);
    const truth = Float32Array.from(landmarks.points);
    applyToPoints(cropFromFrame, truth, truth, 3);
    if (isNear(fivePointsOf(points.points), fivePointsOf(truth))) {
      const alone = personOfPictures(model, [
        { image: poor, landmarks: points.points, camera: cropCamera, weight: 1 },
      ]);
      errors.push(fitInto(row, which, poor, points, alone, model, cropCamera, still, texture));
    } else errors.push(NaN);
  }
  return row;
}

interface PortraitFace {
  readonly detection: DetectedFace;
  readonly landmarks: FaceLandmarks;
}

async function findPortraitFace(portrait: RgbImage, pool: InferencePool): Promise<PortraitFace | undefined> {
  const detection = nearestTheMiddle(portrait, await detectFaces(portrait, pool));
  if (detection === undefined) return undefined;
  const landmarks = await findLandmarksOfDetection(portrait, detection, pool);
  return landmarks.confidence < leastConfidence ? undefined : { detection, landmarks };
}

/** The skin of the face in a portrait, without its light; nothing when no face is found in it. */
export async function textureOfPortrait(
  portrait: RgbImage,
  model: FaceModel,
  pool: InferencePool,
): Promise<UvTexture | undefined> {
  const found = await findPortraitFace(portrait, pool);
  if (found === undefined) return undefined;
  const { points: landmarks } = found.landmarks;
  const camera = defaultCamera(portrait.width, portrait.height);
  const seen = await seeShape(portrait, landmarks, pool);
  return fuseTexture(model, [{ image: portrait, landmarks, camera, weight: 1, seen }]);
}

/** Fits, lights and renders one face into row `which`; returns the re-projection error, NaN when there is no face. */
function fitInto(
  row: PortraitRow,
  which: number,
  image: RgbImage,
  landmarks: FaceLandmarks,
  person: PicturePerson,
  model: FaceModel,
  camera: Camera,
  cropFromFrame: Similarity,
  texture: UvTexture | undefined,
): number {
  if (landmarks.confidence < leastConfidence) return NaN;
  const { shape, neutral, colours } = person;
  const fit = fitPerson(image, landmarks.points, person, model, camera);
  renderPrior(raster, model, neutral, colours, fit, camera, cropFromFrame, priorPlanes);
  const base = which * priorPlanes.length;
  for (let i = 0; i < priorPlanes.length; i++) {
    const channel = Math.floor(i / planePixels);
    const v = channel >= 3 && channel < 6 ? priorPlanes[i] * 0.5 + 0.5 : priorPlanes[i];
    row.priors[base + i] = Math.max(0, Math.min(255, Math.round(v * 255)));
  }
  if (texture !== undefined) {
    renderPrior(raster, model, neutral, texture, fit, camera, cropFromFrame, priorPlanes);
    const begin = which * 3 * planePixels;
    for (let i = 0; i < 3 * planePixels; i++) row.textured[begin + i] = Math.round(255 * priorPlanes[i]);
  }
  const count = coefficientLength(model);
  coefficientVector(model, shape, fit, row.coefficients.subarray(which * count, (which + 1) * count));
  row.valid[which] = 1;
  return fit.reprojectionError;
}
