import { decideFade, type FadeDecision } from '../compose/fade-strength';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { cropFromFrameOf } from '../geometry/align-crop';
import { cropInterOcular } from '../geometry/crop-templates';
import { cutWindow, type FrameWindow } from '../geometry/frame-window';
import { apply, compose } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { RgbImage } from '../pixels/image';
import { conditionsOf, type FrameFace } from './frame-face';
import type { RestoredFrame } from './restore-frame';

/** A face that is to be restored, cut out of its frame. */
export interface CutFace {
  readonly face: FrameFace;
  readonly decision: Extract<FadeDecision, { restore: true }>;
  readonly cropFromFrame: Similarity;
  /** What its crop sees, and further where other frames look at it too. */
  readonly window: FrameWindow;
}

/** The faces of a frame, cut out: its buffer may then be painted on. */
export interface CutFaces {
  readonly faces: readonly CutFace[];
  readonly skipped: RestoredFrame['skipped'];
}

/** How far a face may lie from where it is in the frame beside, in crop sides, to be looked at there. */
const nearby = 0.25;

export function cutFaces(frame: RgbImage, faces: readonly FrameFace[], restorer: ChosenRestorer): CutFaces {
  const { adapter, cropSize, framesBeside } = restorer;
  // Only crops of other networks are of other fineness than the ranges were chosen for.
  const fineness = adapter && cropInterOcular(adapter.template, cropSize);
  const margin = framesBeside.length > 0 ? Math.ceil(nearby * cropSize) : 0;
  const seen = cropSize + 2 * margin;
  const skipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0 };
  const cut: CutFace[] = [];
  for (const face of faces) {
    const decision = decideFade(conditionsOf(face), fineness);
    if (decision.restore) {
      const cropFromFrame = cropFromFrameOf(face.fivePoints, cropSize, adapter?.template);
      const seenFromFrame = compose({ a: 1, b: 0, tx: margin, ty: margin }, cropFromFrame);
      cut.push({ face, decision, cropFromFrame, window: cutWindow(frame, seenFromFrame, seen, seen) });
    } else skipped[decision.reason]++;
  }
  return { faces: cut, skipped };
}

/** The faces of the frame that lies so many frames after (before, where negative) another one, where they were cut out. */
export type FacesBeside = (place: number) => CutFaces | undefined;

/**
 * The same face in the frames that a network looks at; nothing where there is no such frame, where it was lost or cut
 * away, and where it moved too far.
 */
export function windowsBeside(
  { face, cropFromFrame }: CutFace,
  beside: FacesBeside,
  { framesBeside, cropSize }: ChosenRestorer,
): (FrameWindow | undefined)[] {
  return framesBeside.map((place) => {
    const same = beside(place)?.faces.find(
      (other) => other.face.person === face.person && other.face.track === face.track,
    );
    if (same === undefined) return undefined;
    const moved = distanceBetweenEyes(cropFromFrame, face.fivePoints, same.face.fivePoints);
    return moved <= nearby * cropSize ? same.window : undefined;
  });
}

/** How far the middle between the eyes lies from that of other five points, crop pixels. */
function distanceBetweenEyes(cropFromFrame: Similarity, ours: Float32Array, theirs: Float32Array): number {
  const [[x, y], [u, v]] = [ours, theirs].map((points) =>
    apply(cropFromFrame, (points[0] + points[2]) / 2, (points[1] + points[3]) / 2),
  );
  return Math.hypot(x - u, y - v);
}
