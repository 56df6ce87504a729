import { factorCholesky, solveFactored } from './cholesky';
import type { Camera } from './types';

export interface RigidMotion {
  /** [9] row by row */
  readonly rotation: Float64Array;
  /** [3] mm */
  readonly translation: Float64Array;
}

/**
 * A first pose from points and their places in the frame: the affine camera of least squared error, made a scaled
 * orthographic one (POS of DeMenthon & Davis 1995), then moved to where the pinhole camera sees that scale.
 * @param points [n,3] mm
 * @param places rows of `stride` numbers, x and y first, frame pixels
 * @param weight [n]
 */
export function initialPose(
  points: ArrayLike<number>,
  places: ArrayLike<number>,
  stride: number,
  weight: ArrayLike<number>,
  camera: Camera,
): RigidMotion {
  const n = weight.length;
  const normal = new Float64Array(16);
  const rightU = new Float64Array(4);
  const rightV = new Float64Array(4);
  const row = new Float64Array(4);
  for (let p = 0; p < n; p++) {
    const w = weight[p];
    if (w === 0) continue;
    row[0] = points[3 * p];
    row[1] = points[3 * p + 1];
    row[2] = points[3 * p + 2];
    row[3] = 1;
    const u = places[p * stride] - camera.centreX;
    const v = camera.centreY - places[p * stride + 1];
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j <= i; j++) normal[4 * i + j] += w * row[i] * row[j];
      rightU[i] += w * row[i] * u;
      rightV[i] += w * row[i] * v;
    }
  }
  for (let i = 0; i < 4; i++) normal[5 * i] += 1e-9 + 1e-9 * normal[5 * i];
  if (factorCholesky(normal, 4)) {
    solveFactored(normal, rightU, 4);
    solveFactored(normal, rightV, 4);
  }
  const lengthU = Math.hypot(rightU[0], rightU[1], rightU[2]) || 1e-6;
  const lengthV = Math.hypot(rightV[0], rightV[1], rightV[2]) || 1e-6;
  const scale = (lengthU + lengthV) / 2;

  // The two rows made perpendicular with the error shared between them.
  let ax = rightU[0] / lengthU;
  let ay = rightU[1] / lengthU;
  let az = rightU[2] / lengthU;
  let bx = rightV[0] / lengthV;
  let by = rightV[1] / lengthV;
  let bz = rightV[2] / lengthV;
  const half = (ax * bx + ay * by + az * bz) / 2;
  [ax, ay, az, bx, by, bz] = [
    ax - half * bx,
    ay - half * by,
    az - half * bz,
    bx - half * ax,
    by - half * ay,
    bz - half * az,
  ];
  const la = Math.hypot(ax, ay, az) || 1;
  ax /= la;
  ay /= la;
  az /= la;
  const dot = ax * bx + ay * by + az * bz;
  bx -= dot * ax;
  by -= dot * ay;
  bz -= dot * az;
  const lb = Math.hypot(bx, by, bz) || 1;
  bx /= lb;
  by /= lb;
  bz /= lb;
  const rotation = Float64Array.of(
    ax,
    ay,
    az,
    bx,
    by,
    bz,
    ay * bz - az * by,
    az * bx - ax * bz,
    ax * by - ay * bx,
  );
  const depth = camera.focalPixels / scale;
  return { rotation, translation: Float64Array.of(rightU[3] / scale, rightV[3] / scale, -depth) };
}

/** Replaces R by exp([w]x) R (Rodrigues 1840), w in radians. */
export function turn(rotation: Float64Array, wx: number, wy: number, wz: number): void {
  const angle = Math.hypot(wx, wy, wz);
  if (angle < 1e-12) return;
  const x = wx / angle;
  const y = wy / angle;
  const z = wz / angle;
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const k = 1 - c;
  const m00 = c + x * x * k;
  const m01 = x * y * k - z * s;
  const m02 = x * z * k + y * s;
  const m10 = y * x * k + z * s;
  const m11 = c + y * y * k;
  const m12 = y * z * k - x * s;
  const m20 = z * x * k - y * s;
  const m21 = z * y * k + x * s;
  const m22 = c + z * z * k;
  for (let j = 0; j < 3; j++) {
    const a = rotation[j];
    const b = rotation[3 + j];
    const d = rotation[6 + j];
    rotation[j] = m00 * a + m01 * b + m02 * d;
    rotation[3 + j] = m10 * a + m11 * b + m12 * d;
    rotation[6 + j] = m20 * a + m21 * b + m22 * d;
  }
}
