import { UpscaleScratch, upscaleFrame } from '../../../compose/upscale-frame';
import { embedFace, similarityOf } from '../../../faces/embed-face';
import { findLandmarks } from '../../../faces/find-landmarks';
import { meanLandmarkDistance } from '../../../faces/landmark-distance';
import { regionOfLandmarks } from '../../../faces/landmark-region';
import { sharpnessCrop, sharpnessOfCrop } from '../../../faces/sharpness';
import { cropFromFrameOf } from '../../../geometry/align-crop';
import { cutWindow } from '../../../geometry/frame-window';
import type { InferencePool } from '../../../inference/inference-pool';
import { createRgbImage, type RgbImage } from '../../../pixels/image';
import { cropLuma } from './flicker';

/** An enhanced face of one frame, in pixels of the input. */
export interface FaceToMeasure {
  readonly personId: number;
  readonly track: number;
  readonly fivePoints: Float32Array;
  /** [478,3] */
  readonly landmarks: Float32Array;
  readonly yawRadians: number;
}

/** What `qualityColumns` says of one face, and the luma from which flicker is told. */
export interface MeasuredFace {
  readonly track: number;
  readonly sharpnessBefore: number;
  readonly sharpnessAfter: number;
  readonly identity: number;
  readonly landmarkDistance: number;
  readonly yawRadians: number;
  readonly interOcularPixels: number;
  readonly lumaBefore: Float32Array;
  readonly lumaAfter: Float32Array;
}

const scratch = new UpscaleScratch();
/** The crops below are this large: a window of the frame need hold no more. */
const windowCrop = 256;

/**
 * Compares one face before and after.
 * @param after `scale` times as large as `before`
 * @param best embedding of the person's best frame, unit length
 */
export async function measureFace(
  before: RgbImage,
  after: RgbImage,
  scale: 1 | 2 | 4 | 8,
  face: FaceToMeasure,
  best: Float32Array | undefined,
  pool: InferencePool,
  signal: AbortSignal,
): Promise<MeasuredFace> {
  const { fivePoints, landmarks } = face;
  const pointsAfter = fivePoints.map((value) => value * scale);
  const cropBefore = enlargedCrop(before, fivePoints, scale);
  const cropAfter = sharpnessCrop(after, pointsAfter);
  const interOcularPixels = Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1]);
  const landmarksAfter = landmarks.map((value) => value * scale);
  const [found, embedding] = await Promise.all([
    findLandmarks(after, regionOfLandmarks(landmarksAfter), pool, signal),
    best === undefined ? undefined : embedFace(after, pointsAfter, pool, signal),
  ]);
  return {
    track: face.track,
    sharpnessBefore: sharpnessOfCrop(cropBefore),
    sharpnessAfter: sharpnessOfCrop(cropAfter),
    identity: best === undefined || embedding === undefined ? NaN : similarityOf(best, embedding),
    landmarkDistance: meanLandmarkDistance(landmarksAfter, found.points) / (interOcularPixels * scale),
    yawRadians: face.yawRadians,
    interOcularPixels,
    lumaBefore: cropLuma(cropBefore),
    lumaAfter: cropLuma(cropAfter),
  };
}

/** The crop of the face in the enlarged frame, of which only the part around the face is made. */
function enlargedCrop(frame: RgbImage, fivePoints: Float32Array, scale: 1 | 2 | 4 | 8): RgbImage {
  if (scale === 1) return sharpnessCrop(frame, fivePoints);
  const window = cutWindow(frame, cropFromFrameOf(fivePoints, windowCrop), windowCrop, windowCrop);
  const large = createRgbImage(window.image.width * scale, window.image.height * scale);
  upscaleFrame(window.image, scale, large, scratch);
  const inWindow = fivePoints.map((value, i) => (value - (i % 2 === 0 ? window.left : window.top)) * scale);
  return sharpnessCrop(large, inWindow);
}
