import { factorCholesky, solveCholesky } from './cholesky';
import {
  addExpressionPrior,
  copyState,
  createFrameSolver,
  expressionCost,
  moveState,
  refineFrame,
  startingState,
  stepBounds,
  type FrameSolver,
} from './frame-solver';
import { expressLandmarks, landmarkBasisOf, neutralLandmarks, type LandmarkBasis } from './landmark-basis';
import type { FrameState } from './frame-state';
import { landmarkWeights } from './landmark-weights';
import type { SeenShape } from './seen-shape';
import type { Camera, FaceModel } from './types';

export interface IdentityFrame {
  /** 478 x (x, y, z), frame pixels */
  readonly landmarks: Float32Array;
  readonly camera: Camera;
  /** Relative trust: sharpness, size, confidence. */
  readonly weight: number;
  /** What the shape network sees in it. */
  readonly seen?: SeenShape | undefined;
}

/** Frames of one person share the landmark network's bias, so many of them are worth this many independent ones. */
const mostIndependentFrames = 1.5;
/** Coefficients end at this many standard deviations: beyond it the model's own statistics are empty. */
const largestCoefficient = 3;
const bundleIterations = 8;

interface BundledFrame {
  readonly landmarks: Float32Array;
  readonly camera: Camera;
  readonly weight: number;
  readonly solver: FrameSolver;
  readonly state: FrameState;
  readonly free: Int32Array;
  freeCount: number;
  /** [free,free] Cholesky factor of the frame's own block. */
  readonly factor: Float64Array;
}

/**
 * One identity for all frames of a person: joint Gauss-Newton over every frame's pose and expression and the shared
 * identity, the frames eliminated by the Schur complement (Triggs et al. 2000, bundle adjustment). The identity's
 * prior is the model's own unit Gaussian.
 * @param frames at least one; a dozen well chosen ones are enough
 * @returns [K] standard deviations, within +-3
 */
export function fitIdentity(model: FaceModel, frames: readonly IdentityFrame[]): Float32Array {
  const basis = landmarkBasisOf(model);
  const modes = basis.identityModes;
  const shape = new Float64Array(modes);
  const totalWeight = frames.reduce((sum, frame) => sum + frame.weight, 0);
  if (modes === 0 || totalWeight <= 0) return Float32Array.from(shape);
  const weightScale = Math.min(frames.length, mostIndependentFrames) / totalWeight;

  let neutral = neutralLandmarks(basis, shape);
  const bundled = frames.map((frame): BundledFrame => {
    const solver = createFrameSolver(basis, true);
    const state = startingState(basis, neutral, frame.landmarks, frame.camera);
    // Rough: expression must not yet explain what identity will.
    refineFrame(solver, neutral, state, frame.landmarks, frame.camera, 4);
    const n = solver.system.unknowns;
    return {
      landmarks: frame.landmarks,
      camera: frame.camera,
      weight: frame.weight * weightScale,
      solver,
      state,
      free: new Int32Array(n),
      freeCount: 0,
      factor: new Float64Array(n * n),
    };
  });

  const reduced = new Float64Array(modes * modes);
  const matrix = new Float64Array(modes * modes);
  const right = new Float64Array(modes);
  const step = new Float64Array(modes);
  const trialShape = new Float64Array(modes);
  let damping = 1e-3;
  for (let iteration = 0; iteration < bundleIterations; iteration++) {
    reduced.fill(0);
    right.fill(0);
    let before = shapeCost(shape);
    for (let k = 0; k < modes; k++) {
      reduced[k * modes + k] += 1;
      right[k] -= shape[k];
    }
    for (const frame of bundled) before += linearise(basis, frame, neutral, reduced, right, damping);

    matrix.set(reduced);
    for (let k = 0; k < modes; k++) matrix[k * modes + k] *= 1 + damping;
    step.set(right);
    if (!solveCholesky(matrix, step, modes)) break;
    for (let k = 0; k < modes; k++) {
      trialShape[k] = Math.min(largestCoefficient, Math.max(-largestCoefficient, shape[k] + step[k]));
      step[k] = trialShape[k] - shape[k];
    }
    const trialNeutral = neutralLandmarks(basis, trialShape);
    let after = shapeCost(trialShape);
    for (const frame of bundled) after += tryFrame(basis, frame, step, trialNeutral);
    if (after > before) {
      damping = damping * 10;
      if (damping > 1e3) break;
      continue;
    }
    shape.set(trialShape);
    neutral = trialNeutral;
    for (const frame of bundled) copyState(frame.solver.trial, frame.state);
    damping = Math.max(1e-6, damping / 10);
    if (before - after < 1e-4 * before) break;
  }
  return Float32Array.from(shape);
}

function shapeCost(shape: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < shape.length; k++) sum += shape[k] * shape[k];
  return 0.5 * sum;
}

/** Adds one frame's reduced equations to the identity's; returns the frame's cost. */
function linearise(
  basis: LandmarkBasis,
  frame: BundledFrame,
  neutral: Float64Array,
  reduced: Float64Array,
  right: Float64Array,
  damping: number,
): number {
  const { solver, state, free, factor, weight: share } = frame;
  const { system, points, weight } = solver;
  const n = system.unknowns;
  const modes = basis.identityModes;
  const range = basis.expressionRange;
  landmarkWeights(basis, state, weight);
  for (let p = 0; p < weight.length; p++) weight[p] *= share;
  expressLandmarks(basis, neutral, state.expression, points);
  const cost =
    system.cost(points, state, frame.landmarks, frame.camera, weight) +
    share * expressionCost(state.expression, range);
  system.accumulate(points, state, frame.landmarks, frame.camera, weight);
  addExpressionPrior(system, state.expression, range, share);
  for (let i = 0; i < n; i++) system.h[i * n + i] += damping * system.h[i * n + i] + 1e-9;

  // Expression weights that sit on a bound and are pushed outwards do not take part in this step.
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (i >= 6) {
      const e = state.expression[i - 6];
      if ((e <= range.lowest && system.g[i] < 0) || (e >= 1 && system.g[i] > 0)) continue;
    }
    free[count++] = i;
  }
  frame.freeCount = count;
  for (let r = 0; r < count; r++) {
    for (let c = 0; c <= r; c++) factor[r * count + c] = system.h[free[r] * n + free[c]];
  }
  if (!factorCholesky(factor, count)) return cost;

  // Schur complement: Hkk - Hkf Hff^-1 Hfk. With Hff = L Lt and Y = L^-1 Hfk it is Hkk - Yt Y.
  const y = new Float64Array(modes * count);
  const z = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    let sum = system.g[free[r]];
    for (let c = 0; c < r; c++) sum -= factor[r * count + c] * z[c];
    z[r] = sum / factor[r * count + r];
  }
  for (let k = 0; k < modes; k++) {
    const row = k * count;
    for (let r = 0; r < count; r++) {
      let sum = system.hIdentityFrame[k * n + free[r]];
      for (let c = 0; c < r; c++) sum -= factor[r * count + c] * y[row + c];
      y[row + r] = sum / factor[r * count + r];
    }
    let gradient = system.gIdentity[k];
    for (let r = 0; r < count; r++) gradient -= y[row + r] * z[r];
    right[k] += gradient;
    for (let l = 0; l <= k; l++) {
      let sum = system.hIdentity[k * modes + l];
      for (let r = 0; r < count; r++) sum -= y[row + r] * y[l * count + r];
      reduced[k * modes + l] += sum;
    }
  }
  return cost;
}

/** Moves the frame's trial state along with an identity step; returns the cost there. */
function tryFrame(
  basis: LandmarkBasis,
  frame: BundledFrame,
  identityStep: Float64Array,
  neutral: Float64Array,
): number {
  const { solver, state, weight: share } = frame;
  const { system, quadratic, points, weight, lower, upper, step, trial } = solver;
  const n = system.unknowns;
  const g = system.g.slice();
  for (let k = 0; k < identityStep.length; k++) {
    const s = identityStep[k];
    for (let i = 0; i < n; i++) g[i] -= s * system.hIdentityFrame[k * n + i];
  }
  const range = basis.expressionRange;
  stepBounds(state.expression, range, lower, upper);
  const solved = quadratic.solve(system.h, g, lower, upper, n, step);
  if (!solved || !moveState(state, step, range, trial)) return Infinity;
  expressLandmarks(basis, neutral, trial.expression, points);
  return (
    system.cost(points, trial, frame.landmarks, frame.camera, weight) +
    share * expressionCost(trial.expression, range)
  );
}
