import { landmarkStride, type FrameState } from './frame-state';
import type { Camera } from './types';

/** The middle of the face, camera axes, and what turns its millimetres into the landmarks' pixels of depth. */
export interface DepthCentre {
  x: number;
  y: number;
  z: number;
  /** Mean depth of the landmarks, pixels. */
  landmark: number;
  /** Pixels a millimetre; 0 where depth is not used. */
  scale: number;
}

/**
 * The weighted middle of the face, about which depths are compared, into `centre`. Landmarks that are all equally deep
 * carry no depth.
 * @param points [n,3] expressed landmarks, mm
 * @param weight [n]
 * @param unused leaves depth out
 */
export function findDepthCentre(
  points: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
  weight: Float64Array,
  unused: boolean,
  centre: DepthCentre,
): DepthCentre {
  const { rotation: r, translation: t } = state;
  let total = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  let landmark = 0;
  let nearest = Infinity;
  let farthest = -Infinity;
  for (let p = 0; p < weight.length; p++) {
    const w = weight[p];
    const depth = landmarks[p * landmarkStride + 2];
    nearest = Math.min(nearest, depth);
    farthest = Math.max(farthest, depth);
    total += w;
    x += w * points[3 * p];
    y += w * points[3 * p + 1];
    z += w * points[3 * p + 2];
    landmark += w * depth;
  }
  const s = total > 0 ? 1 / total : 0;
  x *= s;
  y *= s;
  z *= s;
  centre.x = r[0] * x + r[1] * y + r[2] * z;
  centre.y = r[3] * x + r[4] * y + r[5] * z;
  centre.z = r[6] * x + r[7] * y + r[8] * z;
  centre.landmark = landmark * s;
  centre.scale = farthest - nearest > 1 && !unused ? -camera.focalPixels / (centre.z + t[2]) : 0;
  return centre;
}
