import { interOcularPixels, landmarkStride, type FrameState } from './frame-state';
import { anglesOf, rotationMatrix } from './projection';
import type { Camera } from './types';

/**
 * How a landmark network misreads the turn of a head, linear in what a fit can see of it: the angles found and where
 * the landmarks lie beside the fitted model. Networks read faces as more frontal than they are, and what they get wrong
 * shows in which landmarks do not go with the rest. A mirrored picture has the same pitch and the opposite yaw and
 * roll, so pitch is misread by what is alike on both sides of the face, the others by what differs.
 */
export interface PoseMisreading {
  /** [2n] landmarks and their mirror images; one on the middle line is its own */
  readonly pairs: readonly number[];
  /** [4 + 2n] radians for each of `evenFeatures` */
  readonly pitch: readonly number[];
  /** [2 + 2n] radians for each of `oddFeatures` */
  readonly yaw: readonly number[];
  readonly roll: readonly number[];
}

/** Counts of features before the landmarks': 1, pitch, pitch^2, yaw^2 and yaw, pitch x yaw. */
const evenAngles = 4;
const oddAngles = 2;
/** Inter-ocular distances: a landmark farther off is lost, and how far says nothing. The usual is 0.02 to 0.06. */
const farthestResidual = 0.2;
const degree = Math.PI / 180;
/** Turns up to which the table was calibrated, and from which on it says nothing. */
const calibrated = { pitch: 22 * degree, yaw: 42 * degree };
const unknown = { pitch: 35 * degree, yaw: 60 * degree };

/**
 * Inter-ocular distances. In one of twenty of the calibration's renders the true turn puts the landmarks farther from the
 * model than this; a photograph is not moved farther off what the network saw. (On the sample clip, whose shape is found
 * by `personShape`, half as much gives 1.3 degrees of mean pitch error instead of 0.8.)
 */
const largestError = 0.05;
/** Halvings in the search for how far to turn: to a 64th, a twentieth of a degree. */
const shareSteps = 6;

export interface MisreadingFeatures {
  /** [4 + 2n] 1, pitch, pitch^2, yaw^2; what is alike on both sides: down [n], outwards [n] */
  readonly even: Float64Array;
  /** [2 + 2n] yaw, pitch x yaw; half the difference of the sides: down [n], sideways [n] */
  readonly odd: Float64Array;
}

/**
 * What a fit can see of a misreading. Landmarks count relative to the fitted model, in inter-ocular distances, in the
 * picture turned so that the eyes are level, as the network saw it.
 * @param points [count,3] expressed landmarks, mm
 * @param landmarks 478 x (x, y, z), frame pixels
 */
export function misreadingFeatures(
  pairs: readonly number[],
  points: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): MisreadingFeatures {
  const { pitchRadians: pitch, yawRadians: yaw, rollRadians: roll } = anglesOf(state.rotation);
  const n = pairs.length / 2;
  const even = new Float64Array(evenAngles + 2 * n);
  const odd = new Float64Array(oddAngles + 2 * n);
  even.set([1, pitch, pitch * pitch, yaw * yaw]);
  odd.set([yaw, pitch * yaw]);
  const scale = 1 / interOcularPixels(landmarks);
  const cos = Math.cos(roll) * scale;
  const sin = Math.sin(roll) * scale;
  const { rotation: r, translation: t } = state;
  const sides = new Float64Array(4);
  for (let k = 0; k < n; k++) {
    for (let side = 0; side < 2; side++) {
      const p = pairs[2 * k + side];
      const x = points[3 * p];
      const y = points[3 * p + 1];
      const z = points[3 * p + 2];
      const f = -camera.focalPixels / (r[6] * x + r[7] * y + r[8] * z + t[2]);
      const du = landmarks[p * landmarkStride] - camera.centreX - f * (r[0] * x + r[1] * y + r[2] * z + t[0]);
      const dv =
        landmarks[p * landmarkStride + 1] - camera.centreY + f * (r[3] * x + r[4] * y + r[5] * z + t[1]);
      sides[2 * side] = within(cos * du - sin * dv, farthestResidual);
      sides[2 * side + 1] = within(sin * du + cos * dv, farthestResidual);
    }
    even[evenAngles + k] = (sides[1] + sides[3]) / 2;
    even[evenAngles + n + k] = (sides[0] - sides[2]) / 2;
    odd[oddAngles + k] = (sides[1] - sides[3]) / 2;
    odd[oddAngles + n + k] = (sides[0] + sides[2]) / 2;
  }
  return { even, odd };
}

/** The turn a network read too much of, radians; 0 beyond the turns that were calibrated. */
function misreadTurn(
  table: PoseMisreading,
  points: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): Turn {
  const { pitchRadians, yawRadians } = anglesOf(state.rotation);
  const trust =
    fade(Math.abs(pitchRadians), calibrated.pitch, unknown.pitch) *
    fade(Math.abs(yawRadians), calibrated.yaw, unknown.yaw);
  const { even, odd } = misreadingFeatures(table.pairs, points, state, landmarks, camera);
  return {
    pitch: trust * dot(table.pitch, even),
    yaw: trust * dot(table.yaw, odd),
    roll: trust * dot(table.roll, odd),
  };
}

interface Turn {
  readonly pitch: number;
  readonly yaw: number;
  readonly roll: number;
}

/**
 * Turns a fitted head back by what the network misread, about the middle of its landmarks, which stays in place.
 * Expression and size are left as they are. What was learnt from other people must not contradict this picture: the
 * head is turned only as far as its landmarks stay within `largestError` of it, or as near as they were.
 * @param points [count,3] expressed landmarks, mm
 * @param weight [count] of the landmarks in the middle
 * @param state changed in place
 * @param errorAt the re-projection error of a state
 */
export function correctMisreading(
  table: PoseMisreading,
  points: Float64Array,
  weight: ArrayLike<number>,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
  errorAt: (state: FrameState) => number,
): void {
  const turn = misreadTurn(table, points, state, landmarks, camera);
  const found = { ...state, rotation: state.rotation.slice(), translation: state.translation.slice() };
  const middle = middleOf(points, weight);
  const allowed = Math.max(largestError, errorAt(found));
  turnBack(found, turn, 1, middle, state);
  if (errorAt(state) <= allowed) return;
  let possible = 0;
  let impossible = 1;
  for (let step = 0; step < shareSteps; step++) {
    const share = (possible + impossible) / 2;
    turnBack(found, turn, share, middle, state);
    if (errorAt(state) <= allowed) possible = share;
    else impossible = share;
  }
  turnBack(found, turn, possible, middle, state);
}

/** `out` = `state` turned by minus `share` of a turn about a point, model millimetres, which stays in place. */
function turnBack(
  state: FrameState,
  turn: Turn,
  share: number,
  middle: readonly number[],
  out: FrameState,
): void {
  const { rotation, translation } = state;
  const { pitchRadians, yawRadians, rollRadians } = anglesOf(rotation);
  rotationMatrix(
    pitchRadians - share * turn.pitch,
    yawRadians - share * turn.yaw,
    rollRadians - share * turn.roll,
    out.rotation,
  );
  for (let row = 0; row < 3; row++) {
    out.translation[row] = translation[row];
    for (let axis = 0; axis < 3; axis++) {
      out.translation[row] += (rotation[3 * row + axis] - out.rotation[3 * row + axis]) * middle[axis];
    }
  }
}

/** Weighted mean of [count,3] points. */
function middleOf(points: Float64Array, weight: ArrayLike<number>): [number, number, number] {
  const middle: [number, number, number] = [0, 0, 0];
  let total = 0;
  for (let p = 0; p < weight.length; p++) {
    total += weight[p];
    for (let axis = 0; axis < 3; axis++) middle[axis] += weight[p] * points[3 * p + axis];
  }
  for (let axis = 0; axis < 3; axis++) middle[axis] /= total;
  return middle;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function within(v: number, most: number): number {
  return v < -most ? -most : v > most ? most : v;
}

/** 1 up to `from`, 0 from `to` on. */
function fade(v: number, from: number, to: number): number {
  return v <= from ? 1 : v >= to ? 0 : (to - v) / (to - from);
}
