import { closeLips } from './close-lips';
import { weighReading, type PoseReading } from './face-reading';
import { createFrameSolver, refineFrame, startingState, type FrameSolver } from './frame-solver';
import { turningEyesOf } from './gaze';
import { expressLandmarks, landmarkBasisOf, neutralLandmarks, type LandmarkBasis } from './landmark-basis';
import { interOcularPixels, landmarkStride, type FrameState } from './frame-state';
import { correctMisreading, type PoseMisreading } from './pose-misreading';
import { anglesOf, rotationMatrix } from './projection';
import { readGaze } from './read-gaze';
import { readLids } from './read-lids';
import { weighTurn } from './seen-turn';
import { personShape } from './shape-reading';
import { addBumps } from './vertex-correction';
import type { Camera, FaceFit, FaceModel } from './types';

export interface FitFaceOptions {
  /** The person's identity coefficients. Left out, they are found from this frame alone. */
  readonly identity?: Float32Array;
  /** [478,3] mm, what the person's face is beyond the modes; see `vertex-correction.ts`. */
  readonly correction?: Float32Array;
  /** The same face in the frame before: where to start from. */
  readonly previous?: FaceFit;
  /** How the network that found the landmarks misreads poses; the pose is corrected by it. Left out, they are exact. */
  readonly misreading?: PoseMisreading | undefined;
  /** What the pixels say beside the landmarks, where those are unsure. */
  readonly reading?: PoseReading | undefined;
  /** [3] How the shape network sees the head turned, see `seen-turn.ts`. */
  readonly turn?: Float32Array | undefined;
}

/**
 * Fits pose and expression (and, without `identity`, the identity) to the 478 landmarks of one frame.
 *
 * Levenberg-Marquardt with Huber weights; the expression's 0..1 bounds are kept by a bounded inner solve.
 * @param landmarks 478 x (x, y, z), x and y in frame pixels; z is not used
 * @returns the fit, its `light` all zero (see `estimateLight`), with the identity it was made with
 */
export function fitFace(
  model: FaceModel,
  landmarks: Float32Array,
  camera: Camera,
  options: FitFaceOptions = {},
): FaceFit & { readonly shape: Float32Array } {
  const basis = landmarkBasisOf(model);
  const shape = options.identity ?? personShape(model, [{ landmarks, camera, weight: 1 }]);
  const neutral = neutralOf(basis, shape, options.correction);
  const state =
    options.previous === undefined
      ? startingState(basis, neutral, landmarks, camera)
      : stateOf(options.previous, basis);
  refineFrame(solverOf(basis), neutral, state, landmarks, camera, options.previous === undefined ? 12 : 6);
  const before = options.previous?.expression;
  readGaze(basis, turningEyesOf(model), neutral, state, landmarks, camera, before);
  readLids(basis, model.expressionNames, neutral, state, landmarks, camera);
  closeLips(basis, model.expressionNames, neutral, state, landmarks, camera);
  if (options.misreading !== undefined) {
    const points = new Float64Array(basis.count * 3);
    expressLandmarks(basis, neutral, state.expression, points);
    correctMisreading(options.misreading, points, basis.weight, state, landmarks, camera, (turned) =>
      medianDistance(basis, points, turned, landmarks, camera),
    );
  }
  const fit = fitOf(basis, neutral, state, landmarks, camera);
  const { reading, turn } = options;
  if (reading === undefined && turn === undefined) return { ...fit, shape };
  const seen = reading === undefined ? fit : weighReading(model, fit, reading, camera);
  const pose = turn === undefined ? seen.pose : weighTurn(model, seen.pose, turn, camera);
  const weighed = stateOf({ expression: seen.expression, pose }, basis);
  return { ...fitOf(basis, neutral, weighed, landmarks, camera), shape };
}

const solvers = new WeakMap<LandmarkBasis, FrameSolver>();

/** Kept for each basis, so that a frame allocates little. */
export function solverOf(basis: LandmarkBasis): FrameSolver {
  let solver = solvers.get(basis);
  if (solver === undefined) {
    solver = createFrameSolver(basis, false);
    solvers.set(basis, solver);
  }
  return solver;
}

let lastFace:
  { basis: LandmarkBasis; shape: Float32Array; correction: Float32Array; neutral: Float64Array } | undefined;
const uncorrected = new Float32Array(0);

/** Neutral landmarks of the last person are kept: frames of one person follow each other. */
function neutralOf(
  basis: LandmarkBasis,
  shape: Float32Array,
  correction: Float32Array = uncorrected,
): Float64Array {
  if (
    lastFace?.basis === basis &&
    sameNumbers(lastFace.shape, shape) &&
    sameNumbers(lastFace.correction, correction)
  ) {
    return lastFace.neutral;
  }
  const neutral = neutralLandmarks(basis, shape);
  addBumps(basis.mean, correction, basis.mean, neutral);
  lastFace = { basis, shape: shape.slice(), correction: correction.slice(), neutral };
  return neutral;
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function stateOf(
  fit: Pick<FaceFit, 'pose' | 'expression'>,
  { expressionModes, expressionRange }: LandmarkBasis,
): FrameState {
  const { pitchRadians, yawRadians, rollRadians, translation } = fit.pose;
  const expression = new Float64Array(expressionModes);
  for (let e = 0; e < expressionModes; e++) {
    expression[e] = Math.min(1, Math.max(expressionRange.lowest, fit.expression[e] ?? 0));
  }
  return {
    rotation: rotationMatrix(pitchRadians, yawRadians, rollRadians),
    translation: Float64Array.from(translation),
    expression,
  };
}

/** A state as a fit, its light all zero. */
export function fitOf(
  basis: LandmarkBasis,
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): FaceFit {
  return {
    pose: {
      ...anglesOf(state.rotation),
      translation: [state.translation[0], state.translation[1], state.translation[2]],
    },
    expression: Float32Array.from(state.expression),
    light: new Float32Array(27),
    reprojectionError: reprojectionError(basis, neutral, state, landmarks, camera),
  };
}

/** Median distance of the mapped landmarks to their model points, over the inter-ocular distance. */
function reprojectionError(
  basis: LandmarkBasis,
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): number {
  const points = new Float64Array(basis.count * 3);
  expressLandmarks(basis, neutral, state.expression, points);
  return medianDistance(basis, points, state, landmarks, camera);
}

/** The same of landmarks that are expressed already: [count,3] mm. */
function medianDistance(
  basis: LandmarkBasis,
  points: Float64Array,
  { rotation: r, translation: t }: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): number {
  const distances = new Float64Array(basis.count);
  let count = 0;
  for (let p = 0; p < basis.count; p++) {
    if (basis.weight[p] === 0) continue;
    const x = points[3 * p];
    const y = points[3 * p + 1];
    const z = points[3 * p + 2];
    const f = -camera.focalPixels / (r[6] * x + r[7] * y + r[8] * z + t[2]);
    const du = camera.centreX + f * (r[0] * x + r[1] * y + r[2] * z + t[0]) - landmarks[p * landmarkStride];
    const dv =
      camera.centreY - f * (r[3] * x + r[4] * y + r[5] * z + t[1]) - landmarks[p * landmarkStride + 1];
    distances[count++] = Math.sqrt(du * du + dv * dv);
  }
  const sorted = distances.subarray(0, count).sort();
  return (count > 0 ? sorted[count >> 1] : Infinity) / interOcularPixels(landmarks);
}
