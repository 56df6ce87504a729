import { interOcularPixels, landmarkStride, type FrameState } from './frame-state';
import type { LandmarkBasis } from './landmark-basis';
import { findDepthCentre, type DepthCentre } from './landmark-depth';
import type { Camera } from './types';

/**
 * Standard deviation of a landmark, over the inter-ocular distance. The network's own scatter is about 0.015; it is
 * given as more because neighbouring landmarks err together, so that 478 of them are worth about a quarter.
 */
const landmarkSigma = 0.04;
/** Huber 1964: beyond this many sigmas a landmark pulls with constant force. */
const huberSigmas = 1.5;

/**
 * Trust in a landmark's depth beside its place. The network guesses depth from the face's look alone, yet what it says
 * of a whole face's tilt complements what the places tell: on the synthetic clip, given the identity, the mean pitch
 * error falls from 2.2 to 1.0 degrees (more trust gains nothing). It is not used for identity, which it would flatten.
 */
const depthTrust = 0.05;

/**
 * Normal equations of one frame: unknowns are a turn (3, radians, camera axes), a shift (3, mm), expression (E), and
 * optionally identity (K).
 */
export class LandmarkSystem {
  readonly unknowns: number;
  /** [n,n] both triangles */
  readonly h: Float64Array;
  /** [n] minus the gradient */
  readonly g: Float64Array;
  /** [K,n], [K,K] (lower triangle) and [K]: identity against frame, identity, minus its gradient */
  readonly hIdentityFrame: Float64Array;
  readonly hIdentity: Float64Array;
  readonly gIdentity: Float64Array;

  private readonly columns: Int32Array;
  private readonly rowU: Float64Array;
  private readonly rowV: Float64Array;
  private readonly rowZ: Float64Array;
  private readonly centre: DepthCentre = { x: 0, y: 0, z: 0, landmark: 0, scale: 0 };
  private readonly identityU: Float64Array;
  private readonly identityV: Float64Array;

  constructor(
    private readonly basis: LandmarkBasis,
    private readonly withIdentity: boolean,
  ) {
    const n = 6 + basis.expressionModes;
    const k = withIdentity ? basis.identityModes : 0;
    this.unknowns = n;
    this.h = new Float64Array(n * n);
    this.g = new Float64Array(n);
    this.hIdentityFrame = new Float64Array(k * n);
    this.hIdentity = new Float64Array(k * k);
    this.gIdentity = new Float64Array(k);
    this.columns = new Int32Array(n + 1);
    this.rowU = new Float64Array(n + 1);
    this.rowV = new Float64Array(n + 1);
    this.rowZ = new Float64Array(n + 1);
    this.identityU = new Float64Array(k);
    this.identityV = new Float64Array(k);
  }

  /**
   * Half the robust squared error at `state`, in sigmas.
   * @param points [count,3] expressed landmarks, mm
   * @param weight [count] from `landmarkWeights`
   */
  cost(
    points: Float64Array,
    state: FrameState,
    landmarks: Float32Array,
    camera: Camera,
    weight: Float64Array,
  ): number {
    const { rotation: r, translation: t } = state;
    const inverseSigma = 1 / (landmarkSigma * interOcularPixels(landmarks));
    const centre = findDepthCentre(points, state, landmarks, camera, weight, this.withIdentity, this.centre);
    let sum = 0;
    for (let p = 0; p < this.basis.count; p++) {
      const w = weight[p];
      if (w === 0) continue;
      const sx = points[3 * p];
      const sy = points[3 * p + 1];
      const sz = points[3 * p + 2];
      const qz = r[6] * sx + r[7] * sy + r[8] * sz;
      const iz = -1 / (qz + t[2]);
      if (!(iz > 0)) return Infinity;
      const f = camera.focalPixels * iz;
      const du =
        landmarks[p * landmarkStride] - camera.centreX - f * (r[0] * sx + r[1] * sy + r[2] * sz + t[0]);
      const dv =
        landmarks[p * landmarkStride + 1] - camera.centreY + f * (r[3] * sx + r[4] * sy + r[5] * sz + t[1]);
      const d = Math.sqrt(du * du + dv * dv) * inverseSigma;
      sum += w * huber(d);
      if (centre.scale > 0) {
        const dz = centre.landmark - landmarks[p * landmarkStride + 2] - centre.scale * (qz - centre.z);
        sum += depthTrust * w * huber(Math.abs(dz) * inverseSigma);
      }
    }
    return sum;
  }

  /**
   * Fills the normal equations at `state`. Arguments as for `cost`.
   * @param what `gradient` leaves H as it is: nearly all the time goes into it
   */
  accumulate(
    points: Float64Array,
    state: FrameState,
    landmarks: Float32Array,
    camera: Camera,
    weight: Float64Array,
    what: 'all' | 'gradient' = 'all',
  ): void {
    const { basis, h, g, columns, rowU, rowV, unknowns: n } = this;
    const { rotation: r, translation: t } = state;
    const { activeStart, activeMode, activeOffset } = basis;
    const inverseSigma = 1 / (landmarkSigma * interOcularPixels(landmarks));
    const inverseVariance = inverseSigma * inverseSigma;
    const centre = findDepthCentre(points, state, landmarks, camera, weight, this.withIdentity, this.centre);
    const { rowZ } = this;
    const isWhole = what === 'all';
    if (isWhole) h.fill(0);
    g.fill(0);
    if (this.withIdentity) {
      this.hIdentityFrame.fill(0);
      this.hIdentity.fill(0);
      this.gIdentity.fill(0);
    }
    for (let i = 0; i < 6; i++) columns[i] = i;
    for (let p = 0; p < basis.count; p++) {
      if (weight[p] === 0) continue;
      const sx = points[3 * p];
      const sy = points[3 * p + 1];
      const sz = points[3 * p + 2];
      const qx = r[0] * sx + r[1] * sy + r[2] * sz;
      const qy = r[3] * sx + r[4] * sy + r[5] * sz;
      const qz = r[6] * sx + r[7] * sy + r[8] * sz;
      const x = qx + t[0];
      const y = qy + t[1];
      const iz = -1 / (qz + t[2]);
      // u = cx + f x iz, v = cy - f y iz
      const f = camera.focalPixels * iz;
      const du = landmarks[p * landmarkStride] - camera.centreX - f * x;
      const dv = landmarks[p * landmarkStride + 1] - camera.centreY + f * y;
      const d = Math.sqrt(du * du + dv * dv) * inverseSigma;
      const w = weight[p] * inverseVariance * (d <= huberSigmas ? 1 : huberSigmas / d);
      const uz = f * x * iz;
      const vz = -f * y * iz;
      rowU[0] = uz * qy;
      rowU[1] = f * qz - uz * qx;
      rowU[2] = -f * qy;
      rowU[3] = f;
      rowU[4] = 0;
      rowU[5] = uz;
      rowV[0] = f * qz + vz * qy;
      rowV[1] = -vz * qx;
      rowV[2] = -f * qx;
      rowV[3] = 0;
      rowV[4] = -f;
      rowV[5] = vz;
      // Derivative of (u, v) by a movement in model space.
      const ux = f * r[0] + uz * r[6];
      const uy = f * r[1] + uz * r[7];
      const uw = f * r[2] + uz * r[8];
      const vx = -f * r[3] + vz * r[6];
      const vy = -f * r[4] + vz * r[7];
      const vw = -f * r[5] + vz * r[8];
      // Depth, in pixels, about the middle of the face.
      const depthScale = centre.scale;
      const dz = centre.landmark - landmarks[p * landmarkStride + 2] - depthScale * (qz - centre.z);
      const dzSigmas = Math.abs(dz) * inverseSigma;
      const wz =
        depthScale > 0
          ? depthTrust * weight[p] * inverseVariance * (dzSigmas <= huberSigmas ? 1 : huberSigmas / dzSigmas)
          : 0;
      rowZ[0] = depthScale * (qy - centre.y);
      rowZ[1] = -depthScale * (qx - centre.x);
      rowZ[2] = 0;
      rowZ[3] = 0;
      rowZ[4] = 0;
      rowZ[5] = 0;
      const zx = depthScale * r[6];
      const zy = depthScale * r[7];
      const zw = depthScale * r[8];
      let m = 6;
      for (let a = activeStart[p]; a < activeStart[p + 1]; a++, m++) {
        const ox = activeOffset[3 * a];
        const oy = activeOffset[3 * a + 1];
        const oz = activeOffset[3 * a + 2];
        columns[m] = 6 + activeMode[a];
        rowU[m] = ux * ox + uy * oy + uw * oz;
        rowV[m] = vx * ox + vy * oy + vw * oz;
        rowZ[m] = zx * ox + zy * oy + zw * oz;
      }
      for (let i = 0; i < m; i++) g[columns[i]] += w * (rowU[i] * du + rowV[i] * dv) + wz * rowZ[i] * dz;
      if (isWhole) {
        // Two rows at a time, so that what they are multiplied by is read once; a last one is paired with zeros.
        columns[m] = 0;
        rowU[m] = 0;
        rowV[m] = 0;
        rowZ[m] = 0;
        for (let i = 0; i < m; i += 2) {
          const wu = w * rowU[i];
          const wv = w * rowV[i];
          const wd = wz * rowZ[i];
          const nextU = w * rowU[i + 1];
          const nextV = w * rowV[i + 1];
          const nextD = wz * rowZ[i + 1];
          const base = columns[i] * n;
          const nextBase = columns[i + 1] * n;
          for (let j = 0; j <= i; j++) {
            const u = rowU[j];
            const v = rowV[j];
            const z = rowZ[j];
            const column = columns[j];
            h[base + column] += wu * u + wv * v + wd * z;
            h[nextBase + column] += nextU * u + nextV * v + nextD * z;
          }
          h[nextBase + columns[i + 1]] += nextU * rowU[i + 1] + nextV * rowV[i + 1] + nextD * rowZ[i + 1];
        }
      }
      if (this.withIdentity) this.accumulateIdentity(p, m, w, du, dv, ux, uy, uw, vx, vy, vw);
    }
    if (!isWhole) return;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) h[j * n + i] = h[i * n + j];
  }

  private accumulateIdentity(
    p: number,
    m: number,
    w: number,
    du: number,
    dv: number,
    ux: number,
    uy: number,
    uw: number,
    vx: number,
    vy: number,
    vw: number,
  ): void {
    const { basis, columns, rowU, rowV, identityU, identityV, hIdentity, hIdentityFrame, gIdentity } = this;
    const modes = basis.identityModes;
    const n = this.unknowns;
    const row = basis.count * 3;
    for (let k = 0, i = 3 * p; k < modes; k++, i += row) {
      const ox = basis.identity[i];
      const oy = basis.identity[i + 1];
      const oz = basis.identity[i + 2];
      identityU[k] = ux * ox + uy * oy + uw * oz;
      identityV[k] = vx * ox + vy * oy + vw * oz;
    }
    for (let k = 0; k < modes; k++) {
      const wu = w * identityU[k];
      const wv = w * identityV[k];
      gIdentity[k] += wu * du + wv * dv;
      const base = k * modes;
      for (let l = 0; l <= k; l++) {
        hIdentity[base + l] += wu * identityU[l] + wv * identityV[l];
      }
      const cross = k * n;
      for (let i = 0; i < m; i++) {
        hIdentityFrame[cross + columns[i]] += wu * rowU[i] + wv * rowV[i];
      }
    }
  }
}

/** Huber's loss of a distance in sigmas. */
function huber(d: number): number {
  return d <= huberSigmas ? 0.5 * d * d : huberSigmas * (d - 0.5 * huberSigmas);
}
