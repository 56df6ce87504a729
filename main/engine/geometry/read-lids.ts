import type { FrameState } from './frame-state';
import { expressLandmark, type LandmarkBasis } from './landmark-basis';
import { foundPlace, landmarkPlace } from './landmark-place';
import { shareOfWay, smoothStep } from './smooth-step';
import type { Camera } from './types';

/** Of the 478-point mesh: corners and the middles of the lids. */
interface Eye {
  /** The subject's, as ARKit's units are named. */
  readonly side: 'Left' | 'Right';
  readonly corners: readonly [number, number];
  readonly lids: readonly [number, number];
}

const eyes: readonly Eye[] = [
  { side: 'Right', corners: [33, 133], lids: [159, 145] },
  { side: 'Left', corners: [263, 362], lids: [386, 374] },
];

/**
 * Closings up to which they may be the landmarks' scatter, and from which they are none. Open eyes of poor frames are left
 * to all landmarks together: read off the lids alone they tremble, and what is restored by them with them.
 */
const scatter = [0.1, 0.35] as const;

/**
 * Blinks: sets the units that close and widen the eyes, in `state`, so that eyes close as far as the landmarks say.
 * Among all the face's points the lids weigh too little: a closed eye differs from an open one by three sigmas at a few
 * of them. Gaze is read before (read-gaze.ts).
 * @param expressionNames ARKit's; a model without these units keeps its lids
 * @param neutral [count,3] mm, the person's landmarks
 */
export function readLids(
  basis: LandmarkBasis,
  expressionNames: readonly string[],
  neutral: Float64Array,
  state: FrameState,
  landmarks: Float32Array,
  camera: Camera,
): void {
  const { expression } = state;
  const points = new Float64Array(basis.count * 3);
  for (const eye of eyes) {
    const blink = expressionNames.indexOf(`eyeBlink${eye.side}`);
    const wide = expressionNames.indexOf(`eyeWide${eye.side}`);
    if (blink < 0 || wide < 0) continue;
    const seen = openingOf(eye, (p) => foundPlace(landmarks, p));
    const [blinkBefore, wideBefore] = [expression[blink], expression[wide]];
    const openingWith = (blinking: number, widened: number): number => {
      expression[blink] = blinking;
      expression[wide] = widened;
      for (const p of [...eye.corners, ...eye.lids]) {
        expressLandmark(basis, neutral, expression, p, points);
      }
      return openingOf(eye, (p) => landmarkPlace(state, camera, points, p));
    };
    const read = shareOfWay(openingWith(0, wideBefore), openingWith(1, 0), seen);
    const trust = smoothStep(scatter[0], scatter[1], read);
    expression[blink] = blinkBefore + trust * (read - blinkBefore);
    expression[wide] = (1 - trust) * wideBefore;
  }
}

/** How far an eye is open, over its width. */
function openingOf({ corners, lids }: Eye, place: (p: number) => readonly [number, number]): number {
  const between = ([a, b]: readonly [number, number]): number => {
    const [u, v] = place(a);
    const [x, y] = place(b);
    return Math.hypot(x - u, y - v);
  };
  return between(lids) / Math.max(1e-6, between(corners));
}
