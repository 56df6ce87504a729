/** posed = rotation neutral + translation, mm. The rotation is row by row. */
export interface RigidPose {
  readonly rotation: Float64Array;
  readonly translation: Float64Array;
}

export function createRigidPose(): RigidPose {
  return {
    rotation: Float64Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]),
    translation: new Float64Array(3),
  };
}

const meanNeutral = new Float64Array(3);
const meanPosed = new Float64Array(3);
const next = new Float64Array(9);

/**
 * How a head is turned and placed: the rigid motion from its neutral shape that lies closest to the posed one. The
 * rotation is the polar factor of the covariance (Kabsch 1976), found by Newton's iteration (Higham 1986), which
 * needs a head that is not turned over; an expression moves it by fractions of a degree.
 * @param neutral [V,3] mm
 * @param posed [V,3] mm
 */
export function fitRigidPose(neutral: Float32Array, posed: Float32Array, out: RigidPose): void {
  const count = Math.min(neutral.length, posed.length) / 3;
  meanNeutral.fill(0);
  meanPosed.fill(0);
  for (let i = 0; i < count * 3; i += 3) {
    for (let c = 0; c < 3; c++) {
      meanNeutral[c] += neutral[i + c];
      meanPosed[c] += posed[i + c];
    }
  }
  for (let c = 0; c < 3; c++) {
    meanNeutral[c] /= count;
    meanPosed[c] /= count;
  }
  const r = out.rotation;
  r.fill(0);
  for (let i = 0; i < count * 3; i += 3) {
    const x = neutral[i] - meanNeutral[0];
    const y = neutral[i + 1] - meanNeutral[1];
    const z = neutral[i + 2] - meanNeutral[2];
    for (let row = 0; row < 3; row++) {
      const p = posed[i + row] - meanPosed[row];
      r[3 * row] += p * x;
      r[3 * row + 1] += p * y;
      r[3 * row + 2] += p * z;
    }
  }
  orthogonalise(r);
  for (let row = 0; row < 3; row++) {
    out.translation[row] =
      meanPosed[row] -
      (r[3 * row] * meanNeutral[0] + r[3 * row + 1] * meanNeutral[1] + r[3 * row + 2] * meanNeutral[2]);
  }
}

/** Replaces a 3 x 3 matrix with positive determinant by its orthogonal polar factor. */
function orthogonalise(m: Float64Array): void {
  let size = 0;
  for (let i = 0; i < 9; i++) size += m[i] * m[i];
  const start = Math.sqrt(size / 3);
  if (!(start > 0)) {
    m.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    return;
  }
  for (let i = 0; i < 9; i++) m[i] /= start;
  for (let round = 0; round < 40; round++) {
    // Cofactors over the determinant: the transposed inverse.
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const a = 3 * ((row + 1) % 3);
        const b = 3 * ((row + 2) % 3);
        const c = (column + 1) % 3;
        const d = (column + 2) % 3;
        next[3 * row + column] = m[a + c] * m[b + d] - m[a + d] * m[b + c];
      }
    }
    const determinant = m[0] * next[0] + m[1] * next[1] + m[2] * next[2];
    if (Math.abs(determinant) < 1e-12) return;
    let change = 0;
    for (let i = 0; i < 9; i++) {
      const value = 0.5 * (m[i] + next[i] / determinant);
      change = Math.max(change, Math.abs(value - m[i]));
      m[i] = value;
    }
    if (change < 1e-12) return;
  }
}

export interface HeadAngles {
  pitchRadians: number;
  yawRadians: number;
  rollRadians: number;
}

/** The angles of R = Rz(roll) Ry(yaw) Rx(pitch), the contract's order. */
export function headAngles(rotation: ArrayLike<number>, out: HeadAngles): HeadAngles {
  out.pitchRadians = Math.atan2(rotation[7], rotation[8]);
  out.yawRadians = Math.asin(Math.min(1, Math.max(-1, -rotation[6])));
  out.rollRadians = Math.atan2(rotation[3], rotation[0]);
  return out;
}
