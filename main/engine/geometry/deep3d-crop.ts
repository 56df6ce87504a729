import { solveCholesky } from './cholesky';
import type { Similarity } from './types';

/** Side of the crop that the network reads, pixels. */
export const deep3dCropSize = 224;
/** Crop pixels that a unit of the standard face is made to take. */
const rescaleFactor = 102;

/**
 * The standard five points (eyes, nose tip, mouth corners; x right, y up, z towards the viewer), as the preparation of
 * Deep3DFaceReconstruction (Deng et al. 2019) averages them from its mean landmarks.
 */
const standardPoints = [
  [-0.31148657, 0.29036078, 0.13377953],
  [0.30979887, 0.28972036, 0.13179526],
  [0.0032535, -0.04617932, 0.55244243],
  [-0.25216928, -0.38133916, 0.22405732],
  [0.2484662, -0.38128236, 0.22235769],
] as const;

/**
 * The crop of Deep3DFaceReconstruction: an affine camera is fitted to the five points, its size gives the scale and its
 * origin the middle of the crop. It stays upright: the head's roll is the network's to read. The original also cuts at
 * whole pixels and shifts by half a one; both are left out.
 * @param fivePoints 5 x (x, y) in frame pixels: left eye, right eye, nose tip, left and right mouth corner, image order
 * @param size edge of the crop, pixels
 */
export function deep3dCropFromFrame(fivePoints: ArrayLike<number>, size = deep3dCropSize): Similarity {
  const right = affineRow(Array.from({ length: 5 }, (_, p) => fivePoints[2 * p]));
  const up = affineRow(Array.from({ length: 5 }, (_, p) => -fivePoints[2 * p + 1]));
  const pixels = (Math.hypot(right[0], right[1], right[2]) + Math.hypot(up[0], up[1], up[2])) / 2;
  const scale = (rescaleFactor * size) / deep3dCropSize / (pixels || 1);
  return { a: scale, b: 0, tx: size / 2 - scale * right[3], ty: size / 2 + scale * up[3] };
}

/** The row (x, y, z, shift) that carries the standard points nearest to these numbers. */
function affineRow(values: readonly number[]): Float64Array {
  const normal = new Float64Array(16);
  const row = new Float64Array(4);
  standardPoints.forEach((point, p) => {
    const known = [...point, 1];
    for (let i = 0; i < 4; i++) {
      row[i] += known[i] * values[p];
      for (let j = 0; j <= i; j++) normal[4 * i + j] += known[i] * known[j];
    }
  });
  solveCholesky(normal, row, 4);
  return row;
}
