import { compose } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';
import { findLandmarks } from './find-landmarks';
import { fivePointsOf, interOcularDistance } from './five-points';
import { meshSize, regionOfLandmarks } from './landmark-region';
import type { FaceLandmarks } from './types';

/**
 * The network draws a face on anything it is shown. On a face the points stay where they are when it is shown turned
 * by 15 degrees, shifted and at another size; on texture they move with the crop.
 */
const otherViews: readonly Similarity[] = [
  movedCrop(0.85, 0.3, 8, 6),
  movedCrop(1.15, -0.3, -8, 6),
  movedCrop(0.8, -0.25, 0, -10),
];
export const otherViewCount = otherViews.length;
/** Median shift of the points, in inter-ocular distances, up to which they stayed. */
const maximumShift = 0.2;
const leastConfidence = 0.5;

/**
 * In how many of the given views the landmarks stay in place. Measured on six photographs, sharp, blurred, shrunk and
 * compressed: of the false alarms of small windows none stays in more than one of the three views, of the faces (30 to
 * 250 px, not in profile) all but the blurriest stay in two or three.
 * @param views indices 0..2 of the views to try
 */
export async function countSteadyViews(
  image: RgbImage,
  landmarks: FaceLandmarks,
  views: readonly number[],
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<number> {
  const region = regionOfLandmarks(landmarks.points);
  const limit = maximumShift * interOcularDistance(fivePointsOf(landmarks.points));
  const looks = views.map((view) => findLandmarks(image, compose(otherViews[view], region), pool, signal));
  const seen = await Promise.all(looks);
  return seen.filter(
    (other) => other.confidence > leastConfidence && medianShift(other.points, landmarks.points) < limit,
  ).length;
}

/** Median distance of corresponding points, [478, 3] each, in the plane. */
function medianShift(a: Float32Array, b: Float32Array): number {
  const shifts = new Float32Array(a.length / 3);
  for (let i = 0; i < shifts.length; i++) {
    shifts[i] = Math.hypot(a[3 * i] - b[3 * i], a[3 * i + 1] - b[3 * i + 1]);
  }
  return shifts.sort()[shifts.length >> 1];
}

/** Scales and turns the network's input about its middle, then shifts it by pixels. */
function movedCrop(scale: number, angleRadians: number, shiftX: number, shiftY: number): Similarity {
  const a = scale * Math.cos(angleRadians);
  const b = scale * Math.sin(angleRadians);
  const half = meshSize / 2;
  return { a, b, tx: half + shiftX - (a - b) * half, ty: half + shiftY - (b + a) * half };
}
