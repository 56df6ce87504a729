import { BoundedQuadratic } from './bounded-quadratic';
import { initialPose, turn } from './initial-pose';
import { expressLandmarks, type ExpressionRange, type LandmarkBasis } from './landmark-basis';
import { landmarkStride, type FrameState } from './frame-state';
import { LandmarkSystem } from './landmark-system';
import { landmarkWeights } from './landmark-weights';
import type { Camera } from './types';

/** A face is never nearer to the camera than this, mm. */
const nearestMillimetres = 120;

/** What a frame's solve needs besides its data; kept per model so that a frame allocates little. */
export interface FrameSolver {
  readonly basis: LandmarkBasis;
  readonly system: LandmarkSystem;
  readonly quadratic: BoundedQuadratic;
  readonly points: Float64Array;
  readonly weight: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly step: Float64Array;
  readonly damped: Float64Array;
  readonly trial: FrameState;
}

export function createFrameSolver(basis: LandmarkBasis, withIdentity: boolean): FrameSolver {
  const n = 6 + basis.expressionModes;
  return {
    basis,
    system: new LandmarkSystem(basis, withIdentity),
    quadratic: new BoundedQuadratic(n),
    points: new Float64Array(basis.count * 3),
    weight: new Float64Array(basis.count),
    lower: new Float64Array(n).fill(-Infinity),
    upper: new Float64Array(n).fill(Infinity),
    step: new Float64Array(n),
    damped: new Float64Array(n * n),
    trial: {
      rotation: new Float64Array(9),
      translation: new Float64Array(3),
      expression: new Float64Array(basis.expressionModes),
    },
  };
}

export function startingState(
  basis: LandmarkBasis,
  neutral: Float64Array,
  landmarks: Float32Array,
  camera: Camera,
): FrameState {
  // The jaw and the outline move; the rest is rigid enough for a start.
  const weight = new Float64Array(basis.count);
  for (let p = 0; p < basis.count; p++) weight[p] = basis.outline[p] !== 0 ? 0 : basis.weight[p];
  const motion = initialPose(neutral, landmarks, landmarkStride, weight, camera);
  return { ...motion, expression: new Float64Array(basis.expressionModes) };
}

/** Half the squared distance of the expression to 0, in its own sigmas. */
export function expressionCost(expression: Float64Array, { sigma }: ExpressionRange): number {
  let sum = 0;
  for (let e = 0; e < expression.length; e++) sum += expression[e] * expression[e];
  return (0.5 * sum) / (sigma * sigma);
}

/** Adds the expression's prior, times `share`, to the frame's normal equations, or only to their right-hand side. */
export function addExpressionPrior(
  system: LandmarkSystem,
  expression: Float64Array,
  { sigma }: ExpressionRange,
  share = 1,
  what: 'all' | 'gradient' = 'all',
): void {
  const n = system.unknowns;
  const precision = share / (sigma * sigma);
  for (let e = 0; e < expression.length; e++) {
    const i = 6 + e;
    if (what === 'all') system.h[i * n + i] += precision;
    system.g[i] -= precision * expression[e];
  }
}

/** The bounds of a step that keeps the expression in its range. */
export function stepBounds(
  expression: Float64Array,
  { lowest }: ExpressionRange,
  lower: Float64Array,
  upper: Float64Array,
): void {
  for (let e = 0; e < expression.length; e++) {
    lower[6 + e] = lowest - expression[e];
    upper[6 + e] = 1 - expression[e];
  }
}

/** `out` = `state` moved by a step; false when that would put the face behind the camera. */
export function moveState(
  state: FrameState,
  step: Float64Array,
  { lowest }: ExpressionRange,
  out: FrameState,
): boolean {
  out.rotation.set(state.rotation);
  turn(out.rotation, step[0], step[1], step[2]);
  for (let i = 0; i < 3; i++) out.translation[i] = state.translation[i] + step[3 + i];
  for (let e = 0; e < state.expression.length; e++) {
    out.expression[e] = Math.min(1, Math.max(lowest, state.expression[e] + step[6 + e]));
  }
  return out.translation[2] < -nearestMillimetres;
}

export function copyState(from: FrameState, to: FrameState): void {
  to.rotation.set(from.rotation);
  to.translation.set(from.translation);
  to.expression.set(from.expression);
}

/** A step that took off less of the cost than this leaves the matrix of the normal equations as good as it was. */
const smallStep = 0.5;
/** Steps that may be taken with one matrix. */
const oldestMatrix = 3;

/**
 * Moves `state` to the best pose and expression for one frame, in place. Near the end, steps are taken with the matrix of an
 * earlier place and the gradient of this one (the chord method, Ortega & Rheinboldt 1970): where they end is decided by the
 * gradient, and the matrix is most of the work.
 */
export function refineFrame(
  solver: FrameSolver,
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
  iterations: number,
): void {
  const { basis, system, quadratic, points, weight, lower, upper, step, damped, trial } = solver;
  const n = system.unknowns;
  const range = basis.expressionRange;
  const linearise = (what: 'all' | 'gradient'): void => {
    system.accumulate(points, state, landmarks, camera, weight, what);
    addExpressionPrior(system, state.expression, range, 1, what);
  };
  let damping = 1e-4;
  let age = 0;
  let isNear = false;
  expressLandmarks(basis, neutral, state.expression, points);
  for (let iteration = 0; iteration < iterations; iteration++) {
    landmarkWeights(basis, state, weight);
    const before =
      system.cost(points, state, landmarks, camera, weight) + expressionCost(state.expression, range);
    age = isNear && age < oldestMatrix ? age + 1 : 0;
    linearise(age === 0 ? 'all' : 'gradient');
    stepBounds(state.expression, range, lower, upper);
    let accepted = false;
    let after = before;
    for (let attempt = 0; attempt < 6 && !accepted; attempt++) {
      damped.set(system.h);
      for (let i = 0; i < n; i++) damped[i * n + i] += damping * system.h[i * n + i] + 1e-9;
      if (quadratic.solve(damped, system.g, lower, upper, n, step) && moveState(state, step, range, trial)) {
        expressLandmarks(basis, neutral, trial.expression, points);
        after =
          system.cost(points, trial, landmarks, camera, weight) + expressionCost(trial.expression, range);
        accepted = after <= before;
      }
      if (!accepted) expressLandmarks(basis, neutral, state.expression, points);
      if (!accepted && age > 0) {
        age = 0;
        linearise('all');
      } else damping = accepted ? Math.max(1e-7, damping / 10) : damping * 10 + 1e-6;
    }
    if (!accepted) return;
    copyState(trial, state);
    if (before - after < 1e-3 * before) return;
    isNear = before - after < smallStep * before;
  }
}
