import { landmarkStride, type FrameState } from './frame-state';
import type { Camera } from './types';

/** Where the landmark network found landmark `p`, pixels. */
export function foundPlace(landmarks: Float32Array, p: number): [number, number] {
  return [landmarks[p * landmarkStride], landmarks[p * landmarkStride + 1]];
}

/** Where landmark `p` of `points` [count,3] mm is in the picture, pixels. */
export function landmarkPlace(
  { rotation: r, translation: t }: FrameState,
  camera: Camera,
  points: Float64Array,
  p: number,
): [number, number] {
  const x = points[3 * p];
  const y = points[3 * p + 1];
  const z = points[3 * p + 2];
  const f = -camera.focalPixels / (r[6] * x + r[7] * y + r[8] * z + t[2]);
  return [
    camera.centreX + f * (r[0] * x + r[1] * y + r[2] * z + t[0]),
    camera.centreY - f * (r[3] * x + r[4] * y + r[5] * z + t[1]),
  ];
}
