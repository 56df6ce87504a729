import type { Box } from '../pixels/image';

/** Corners of the eyes, left and right in the image: unlike lids and pupils they stay put in blinks and glances. */
const leftEyeCorners = [33, 133] as const;
const rightEyeCorners = [362, 263] as const;
const noseTip = 4;
const mouthCorners = [61, 291] as const;

/**
 * Left eye, right eye, nose tip, left and right mouth corner in image order: 5 x (x, y) in the landmarks' frame.
 * Eye centres are the middles of the eye corners.
 * @param points 478 x (x, y, z)
 */
export function fivePointsOf(points: Float32Array): Float32Array {
  const five = new Float32Array(10);
  for (let axis = 0; axis < 2; axis++) {
    five[axis] = (points[leftEyeCorners[0] * 3 + axis] + points[leftEyeCorners[1] * 3 + axis]) / 2;
    five[2 + axis] = (points[rightEyeCorners[0] * 3 + axis] + points[rightEyeCorners[1] * 3 + axis]) / 2;
    five[4 + axis] = points[noseTip * 3 + axis];
    five[6 + axis] = points[mouthCorners[0] * 3 + axis];
    five[8 + axis] = points[mouthCorners[1] * 3 + axis];
  }
  return five;
}

/** Distance of the eye centres, pixels: the yardstick of face sizes and landmark errors. It shrinks with yaw. */
export function interOcularDistance(fivePoints: Float32Array): number {
  return Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1]);
}

/**
 * How far the face is turned sideways, from 0 (frontal) to about 1 (profile): the nose tip's distance from the middle
 * between the eyes, along the eye line, over the inter-ocular distance. 0.35 is a yaw of some 30 degrees.
 */
export function turnOf(fivePoints: Float32Array): number {
  const dx = fivePoints[2] - fivePoints[0];
  const dy = fivePoints[3] - fivePoints[1];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 1;
  const noseX = fivePoints[4] - (fivePoints[0] + fivePoints[2]) / 2;
  const noseY = fivePoints[5] - (fivePoints[1] + fivePoints[3]) / 2;
  return Math.min(1, Math.abs(noseX * dx + noseY * dy) / squared);
}

/** The box of the 468 mesh points, frame pixels. */
export function boxOfLandmarks(points: Float32Array): Box {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < 468 * 3; i += 3) {
    if (points[i] < left) left = points[i];
    if (points[i] > right) right = points[i];
    if (points[i + 1] < top) top = points[i + 1];
    if (points[i + 1] > bottom) bottom = points[i + 1];
  }
  return { left, top, right, bottom };
}
