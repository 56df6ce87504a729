import { detectFaces } from '../faces/detect-faces';
import { findLandmarksOfDetection } from '../faces/find-landmarks';
import { interOcularDistance } from '../faces/five-points';
import type { DetectedFace, FaceLandmarks } from '../faces/types';
import { workingCropSize } from '../geometry/canonical-crop';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';

/** A landmark confidence below this is no face. */
export const leastConfidence = 0.3;
/** Five points farther off than this on average, over the distance between the eyes, are another face's. */
const farthest = 0.3;

/** The face that fills most of the picture's middle. */
export function nearestTheMiddle(image: RgbImage, faces: readonly DetectedFace[]): DetectedFace | undefined {
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

/** The landmarks of the face in an aligned crop, edge `workingCropSize`. Errors: those of the pool. */
export async function findCropFace(
  crop: RgbImage,
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<FaceLandmarks> {
  const face = nearestTheMiddle(crop, await detectFaces(crop, pool, { signal })) ?? expectedFace;
  return findLandmarksOfDetection(crop, face, pool, signal);
}

/** False where another face than the expected one was found. @param found, expected five points of one picture */
export function isNear(found: Float32Array, expected: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < 10; i += 2) sum += Math.hypot(found[i] - expected[i], found[i + 1] - expected[i + 1]);
  return sum / 5 < farthest * interOcularDistance(expected);
}

/** Where the face of an aligned crop is when the detector is too blind to say: one of 16 px, as a rule. */
const expectedFace: DetectedFace = {
  box: { left: 46, top: 46, right: 210, bottom: 210 },
  score: leastConfidence,
  keypoints: Float32Array.from(
    [0.35, 0.4, 0.65, 0.4, 0.5, 0.57, 0.5, 0.75, 0.2, 0.45, 0.8, 0.45].map((v) => v * workingCropSize),
  ),
};
