import type { FrameState } from './frame-state';
import { expressLandmark, type LandmarkBasis } from './landmark-basis';
import { foundPlace, landmarkPlace } from './landmark-place';
import { shareOfWay, smoothStep } from './smooth-step';
import type { Camera } from './types';

/** Of the 478-point mesh: the inner lips' middles and corners. */
const lips = { upper: 13, lower: 14, corners: [78, 308] } as const;
/** Gaps in the picture, over the mouth's width, up to which lips touch and from which they are apart. */
const touching = [0.006, 0.03] as const;
/** The gap of the model's closed lips, which lie on each other and not in each other. */
const closedGap = 0.018;

/**
 * Lips that touch in the picture touch: closes them, in `state`, by the unit that does that for an open jaw. The solve of
 * all landmarks leaves them 2 to 3 mm apart, which the inner lips alone could tell and are too few to.
 * @param expressionNames ARKit's; a model without these units keeps its lips
 * @param neutral [count,3] mm, the person's landmarks
 */
export function closeLips(
  basis: LandmarkBasis,
  expressionNames: readonly string[],
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): void {
  const { expression } = state;
  const close = expressionNames.indexOf('mouthClose');
  const jaw = expressionNames.indexOf('jawOpen');
  if (close < 0 || jaw < 0) return;
  const seen = gapOf((p) => foundPlace(landmarks, p));
  const touch = 1 - smoothStep(touching[0], touching[1], Math.hypot(seen[0], seen[1]));
  const before = expression[close];
  const points = new Float64Array(basis.count * 3);
  const gapWith = (closed: number): [number, number] => {
    expression[close] = closed;
    for (const p of [lips.upper, lips.lower, ...lips.corners]) {
      expressLandmark(basis, neutral, expression, p, points);
    }
    return gapOf((p) => landmarkPlace(state, camera, points, p));
  };
  // One lip may come to lie in the other: along the gap as it is, theirs is then below 0.
  const [x, y] = gapWith(before);
  const gap = Math.hypot(x, y);
  const along = ([u, v]: [number, number]): number => (u * x + v * y) / Math.max(1e-6, gap);
  const furthest = Math.max(before, expression[jaw]);
  const wanted = gap + touch * (Math.min(gap, closedGap) - gap);
  expression[close] = before + shareOfWay(gap, along(gapWith(furthest)), wanted) * (furthest - before);
}

/** From the lower lip to the upper one, over the mouth's width. */
function gapOf(place: (p: number) => readonly [number, number]): [number, number] {
  const [upper, lower, first, second] = [lips.upper, lips.lower, ...lips.corners].map(place);
  const width = Math.max(1e-6, Math.hypot(second[0] - first[0], second[1] - first[1]));
  return [(upper[0] - lower[0]) / width, (upper[1] - lower[1]) / width];
}
