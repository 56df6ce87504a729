import type { FrameState } from './frame-state';
import { gazeOf, type Gaze, type TurningEye } from './gaze';
import { expressLandmark, type LandmarkBasis } from './landmark-basis';
import { foundPlace, landmarkPlace } from './landmark-place';
import { shareOfWay, smoothStep } from './smooth-step';
import type { Camera } from './types';

/** Openings, over the eye's width, below which the iris is guessed and from which it is seen. */
const seenIris = [0.12, 0.22] as const;
/** Middles of the lids, by the subject's side. */
const lids = { Right: [159, 145], Left: [386, 374] } as const;
/** What eyes that look at something a metre away turn towards each other, both together. */
const convergenceRadians = 0.06;
/**
 * How far an iris counts by its place between the corners of its eye, and not by that on the fitted face. Of 0, 0.5 and 1,
 * drawn faces are read best with 0 (yaw 3.1, 3.9, 5.9 degrees off), portraits with 0.5 and 1 (pitch 3.2, 2.8, 2.6).
 */
const cornersCount = 0.2;

/**
 * Where somebody looks: sets the units that turn the eyes, in `state`, by where the irises lie between the corners of
 * their eyes. Both eyes look the same way but for their convergence: one alone tells half as much, and how far apart the
 * irises are differs between people by more than their eyes converge. People who look into the camera come out looking
 * too low, since the model's eyes at rest stand higher between their lids than people's; taking that off moves the drawn
 * irises off those of the picture, and restoring loses by it (the demo's face gained 0.05 dB instead of 0.11). Hidden
 * irises keep what the state has.
 * @param neutral [count,3] mm, the person's landmarks
 * @param before the eyes' units in the frame before; straight eyes where there is none
 */
export function readGaze(
  basis: LandmarkBasis,
  eyes: readonly TurningEye[],
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
  before: ArrayLike<number> | undefined,
): void {
  if (eyes.length === 0) return;
  const points = new Float64Array(basis.count * 3);
  for (const { units } of eyes) for (const { mode } of units) state.expression[mode] = 0;
  for (const { iris, corners } of eyes) {
    for (const p of [iris, ...corners]) expressLandmark(basis, neutral, state.expression, p, points);
  }
  let total = 0;
  let aside = 0;
  let up = 0;
  for (const eye of eyes) {
    const { x, y, seen } = offsetOf(eye, points, state, landmarks, camera);
    const radius = Math.hypot(...eye.ahead);
    total += seen;
    aside += seen * Math.asin(limit(x / radius, 0.7));
    up += seen * Math.asin(limit(y / radius, 0.7));
  }
  const trust = Math.min(1, total);
  for (const eye of eyes) {
    const old = before === undefined ? { yawRadians: 0, pitchRadians: 0 } : gazeOf(eye, before);
    const inwards = ((eye.side === 'Left' ? -1 : 1) * convergenceRadians) / 2;
    const read = total === 0 ? old : { yawRadians: aside / total + inwards, pitchRadians: up / total };
    turnTo(eye, between(old, read, trust), state.expression);
  }
}

/** The iris beside where that of a straight eye would be, mm to the viewer's right and up, and how well it is seen. */
function offsetOf(
  { iris, corners, side }: TurningEye,
  points: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): { x: number; y: number; seen: number } {
  const place = (p: number): [number, number] => landmarkPlace(state, camera, points, p);
  const found = (p: number): [number, number] => foundPlace(landmarks, p);
  const fromMiddle = (of: (p: number) => [number, number]): [number, number] => {
    const [[u, v], [a, b], [c, d]] = [iris, ...corners].map(of);
    return [u - (cornersCount * (a + c)) / 2, v - (cornersCount * (b + d)) / 2];
  };
  const width = distance(found(corners[0]), found(corners[1]));
  const rest = fromMiddle(place);
  const seen = fromMiddle(found);
  const [dx, dy] = [seen[0] - rest[0], seen[1] - rest[1]];
  const [u, v] = place(iris);
  const pixelsOf = (axis: number): [number, number] => {
    points[3 * iris + axis] += 1;
    const [a, b] = place(iris);
    points[3 * iris + axis] -= 1;
    return [a - u, b - v];
  };
  const [rx, ry] = pixelsOf(0);
  const [ux, uy] = pixelsOf(1);
  const determinant = rx * uy - ry * ux;
  const opening = distance(...(lids[side].map(found) as [[number, number], [number, number]])) / width;
  // An eye that has turned away is narrow, and what is found of it a guess.
  const facing = width ** 2;
  return {
    x: (dx * uy - dy * ux) / determinant,
    y: (dy * rx - dx * ry) / determinant,
    seen: (smoothStep(seenIris[0], seenIris[1], opening) * facing) / widest(landmarks) ** 2,
  };
}

function widest(landmarks: Float32Array): number {
  return Math.max(
    ...[
      [33, 133],
      [263, 362],
    ].map(([a, b]) => distance(foundPlace(landmarks, a), foundPlace(landmarks, b))),
  );
}

/** Sets the units of one eye so that it looks there, as far as it can. */
function turnTo(eye: TurningEye, gaze: Gaze, expression: Float64Array): void {
  const most = new Float64Array(expression.length);
  for (const { mode } of eye.units) {
    most.fill(0);
    most[mode] = 1;
    const { yawRadians, pitchRadians } = gazeOf(eye, most);
    const turnsAside = Math.abs(yawRadians) > Math.abs(pitchRadians);
    expression[mode] = turnsAside
      ? shareOfWay(0, yawRadians, gaze.yawRadians)
      : shareOfWay(0, pitchRadians, gaze.pitchRadians);
  }
}

function between(a: Gaze, b: Gaze, share: number): Gaze {
  return {
    yawRadians: a.yawRadians + share * (b.yawRadians - a.yawRadians),
    pitchRadians: a.pitchRadians + share * (b.pitchRadians - a.pitchRadians),
  };
}

function distance([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  return Math.hypot(a - c, b - d);
}

function limit(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
