import { factorCholesky, solveCholesky, solveFactored } from './cholesky';
import { fitFace, type FitFaceOptions } from './fit-face';
import type { IdentityFrame } from './fit-identity';
import { landmarkStride, type FrameState } from './frame-state';
import { expressLandmarks, landmarkBasisOf, neutralLandmarks, type LandmarkBasis } from './landmark-basis';
import { landmarkWeights } from './landmark-weights';
import { rotationOf } from './projection';
import type { FaceModel } from './types';
import { bump } from './vertex-correction';

/** The skin's points; the irises after them turn with the gaze and say nothing of the face's shape. */
const skinLandmarks = 468;
/** How large a correction is expected to be, and how far a landmark of full trust errs by itself, mm. */
const correctionSigma = 2;
const landmarkSigma = 1;
/** Huber 1964: from here on a frame pulls with constant force, mm. */
const huberMillimetres = 2;
const robustRounds = 3;
/** What is farther off is a hand or a lost landmark, mm. */
const largestOffset = 6;
/** Against moving along the line of sight, of which one view tells nothing: a share of what all views tell. */
const depthRidge = 0.05;

/** What one view tells of all landmarks. */
interface ViewResidual {
  /** [9] cameraFromModel, row by row */
  readonly rotation: Float64Array;
  /** [count] */
  readonly trust: Float64Array;
  /** [count,2] mm to the right and up, from the projected face to the landmarks */
  readonly residual: Float64Array;
}

/**
 * What a person's face is beyond the modes, from all views: what is left between the face and the landmarks, undone by
 * each view's pose, its robust mean, and spread by a Gaussian process over the face (Luthi et al. 2018).
 *
 * Features slide along the surface, which stays as it is: the network reads outlines and bulges badly. Following it
 * there too gave 1.73 mm instead of 1.13 on drawn faces (docs/results.md).
 * @param shape [K] standard deviations
 * @param frames at least one
 * @returns [478,3] mm, weights of the bumps of `addBumps`; empty where the views tell nothing
 */
export function fitCorrection(
  model: FaceModel,
  shape: Float32Array,
  frames: readonly IdentityFrame[],
  options: Pick<FitFaceOptions, 'misreading'> = {},
): Float32Array {
  const basis = landmarkBasisOf(model);
  const count = Math.min(skinLandmarks, basis.count);
  const total = frames.reduce((sum, { weight }) => sum + weight, 0);
  const views = frames.map((frame) => residualOf(model, basis, shape, frame, frame.weight / total, options));
  const offsets = new Float64Array(basis.count * 3);
  const matrix = new Float64Array(count * count);
  for (let p = 0; p < count; p++) {
    const trust = meanOffset(views, p, offsets.subarray(3 * p, 3 * p + 3));
    slideAlongSurface(basis, count, p, offsets);
    for (let q = 0; q <= p; q++) matrix[p * count + q] = bump(basis.mean, p, basis.mean, q);
    matrix[p * count + p] += (landmarkSigma / correctionSigma) ** 2 / Math.max(1e-3, trust);
  }
  if (!factorCholesky(matrix, count)) return new Float32Array(0);
  for (let axis = 0; axis < 3; axis++) solveFactored(matrix, offsets, count, axis, 3);
  return Float32Array.from(offsets);
}

/** @param share of all views' weight, 0..1: it multiplies the trust */
function residualOf(
  model: FaceModel,
  basis: LandmarkBasis,
  shape: Float32Array,
  { landmarks, camera }: IdentityFrame,
  share: number,
  options: Pick<FitFaceOptions, 'misreading'>,
): ViewResidual {
  const fit = fitFace(model, landmarks, camera, { ...options, identity: shape });
  const state: FrameState = {
    rotation: rotationOf(fit.pose),
    translation: Float64Array.from(fit.pose.translation),
    expression: Float64Array.from(fit.expression),
  };
  const trust = new Float64Array(basis.count);
  landmarkWeights(basis, state, trust);
  const points = new Float64Array(basis.count * 3);
  expressLandmarks(basis, neutralLandmarks(basis, shape), state.expression, points);
  const { rotation: r, translation: t } = state;
  const residual = new Float64Array(basis.count * 2);
  for (let p = 0; p < basis.count; p++) {
    trust[p] *= share;
    const x = points[3 * p];
    const y = points[3 * p + 1];
    const z = points[3 * p + 2];
    const millimetresPerPixel = -(r[6] * x + r[7] * y + r[8] * z + t[2]) / camera.focalPixels;
    const right = (landmarks[p * landmarkStride] - camera.centreX) * millimetresPerPixel;
    const up = (camera.centreY - landmarks[p * landmarkStride + 1]) * millimetresPerPixel;
    residual[2 * p] = right - (r[0] * x + r[1] * y + r[2] * z + t[0]);
    residual[2 * p + 1] = up - (r[3] * x + r[4] * y + r[5] * z + t[1]);
  }
  return { rotation: r, trust, residual };
}

/**
 * The offset of one landmark in the face's own axes that goes best with all views, into `offset` [3] mm.
 * @returns trust in it, 0..1
 */
function meanOffset(views: readonly ViewResidual[], p: number, offset: Float64Array): number {
  const a = new Float64Array(9);
  const b = new Float64Array(3);
  const trust = views.reduce((sum, view) => sum + view.trust[p], 0);
  for (let round = 0; round < robustRounds; round++) {
    a.fill(0);
    b.fill(0);
    for (const { rotation: r, trust: trusts, residual } of views) {
      const right = residual[2 * p];
      const up = residual[2 * p + 1];
      const off = Math.hypot(
        right - (r[0] * offset[0] + r[1] * offset[1] + r[2] * offset[2]),
        up - (r[3] * offset[0] + r[4] * offset[1] + r[5] * offset[2]),
      );
      const w = trusts[p] * Math.min(1, huberMillimetres / off);
      for (let i = 0; i < 3; i++) {
        b[i] += w * (r[i] * right + r[3 + i] * up);
        for (let j = 0; j <= i; j++) a[3 * i + j] += w * (r[i] * r[j] + r[3 + i] * r[3 + j]);
      }
    }
    for (let i = 0; i < 3; i++) a[4 * i] += depthRidge * trust + 1e-9;
    if (!solveCholesky(a, b, 3)) return 0;
    const bound = Math.min(1, largestOffset / Math.hypot(b[0], b[1], b[2]));
    for (let i = 0; i < 3; i++) offset[i] = b[i] * bound;
  }
  return trust;
}

/** Takes away what of a landmark's offset points out of the surface, as smooth as the correction is. */
function slideAlongSurface(basis: LandmarkBasis, count: number, p: number, offsets: Float64Array): void {
  const normal = new Float64Array(3);
  for (let q = 0; q < count; q++) {
    const w = bump(basis.mean, p, basis.mean, q);
    for (let i = 0; i < 3; i++) normal[i] += w * basis.normal[3 * q + i];
  }
  const squared = normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2;
  let outwards = 0;
  for (let i = 0; i < 3; i++) outwards += normal[i] * offsets[3 * p + i];
  for (let i = 0; i < 3; i++) offsets[3 * p + i] -= (outwards / squared) * normal[i];
}
