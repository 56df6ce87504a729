import type { Similarity } from '../geometry/types';
import type { DetectedFace } from './types';

/** Edge of the landmark network's input, pixels. */
export const meshSize = 192;
/** How the pixels of that input are taken from a frame. */
export const meshPicture = {
  width: meshSize,
  height: meshSize,
  scale: 1 / 255,
  offset: 0,
  outside: 'border',
} as const;
/** The network sees 1.5 times the face's box (MediaPipe face_landmark module). */
const usualMargin = 1.5;
/** Outer eye corners, left and right in the image. */
const leftEyeOuter = 33;
const rightEyeOuter = 263;
/** The mesh without the irises. */
const meshPoints = 468;

/** tensorFromFrame of the square around a detection, turned so that the eyes are level. */
export function regionOfDetection(face: DetectedFace, margin: number = usualMargin): Similarity {
  const { box, keypoints } = face;
  const angle = Math.atan2(keypoints[3] - keypoints[1], keypoints[2] - keypoints[0]);
  const side = margin * Math.max(box.right - box.left, box.bottom - box.top);
  return regionAround((box.left + box.right) / 2, (box.top + box.bottom) / 2, side, angle);
}

/** tensorFromFrame of the square around 478 landmarks [478, 3], turned so that the eyes are level. */
export function regionOfLandmarks(points: Float32Array): Similarity {
  const angle = Math.atan2(
    points[rightEyeOuter * 3 + 1] - points[leftEyeOuter * 3 + 1],
    points[rightEyeOuter * 3] - points[leftEyeOuter * 3],
  );
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < meshPoints; i++) {
    const x = cos * points[3 * i] + sin * points[3 * i + 1];
    const y = -sin * points[3 * i] + cos * points[3 * i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const x = (minX + maxX) / 2;
  const y = (minY + maxY) / 2;
  const side = usualMargin * Math.max(maxX - minX, maxY - minY);
  return regionAround(cos * x - sin * y, sin * x + cos * y, side, angle);
}

function regionAround(centreX: number, centreY: number, side: number, angleRadians: number): Similarity {
  const scale = meshSize / side;
  const a = scale * Math.cos(angleRadians);
  const b = -scale * Math.sin(angleRadians);
  const half = meshSize / 2;
  return { a, b, tx: half - (a * centreX - b * centreY), ty: half - (b * centreX + a * centreY) };
}
