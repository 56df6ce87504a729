import type { FaceModel } from '../geometry/types';
import type { SeenFace } from './frame-record';

/** What must be known of a person's frames before they can be written in one pass. */
export interface FaceSurvey {
  /** Frames that show the person. */
  readonly count: number;
  /** Expression modes that move any vertex visibly in any frame, in the model's order. */
  readonly usedModes: readonly number[];
  /** From the first frame of the range to the first and the last that show the person. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  /**
   * Times at which the person comes into view or leaves it, with which of the two; none if seen throughout. They lie
   * between frames, so that a frame's own time, however rounded, shows the frame.
   */
  readonly visibility: readonly { readonly seconds: number; readonly isSeen: boolean }[];
}

/** A mode that moves every vertex by less than this in every frame is not used: all of them together are under 0.03 mm. */
const negligibleMillimetres = 5e-4;

/** Of a frame that none follows. */
const usualFrameSeconds = 0.04;

/** Goes through a person's frames once. Memory: one number a mode, two a gap. */
export async function surveyFace(model: FaceModel, frames: AsyncIterable<SeenFace>): Promise<FaceSurvey> {
  const largest = new Float32Array(model.expressionNames.length);
  const visibility: { seconds: number; isSeen: boolean }[] = [];
  let count = 0;
  let firstSeconds = 0;
  let lastSeconds = 0;
  let expectedFrame = 0;
  /** When the person left, should the frame now expected not show them; undefined after the range's last. */
  let leftSeconds: number | undefined = 0;
  for await (const { frame, clipSeconds, nextClipSeconds, fit } of frames) {
    if (count === 0) firstSeconds = clipSeconds;
    const half = ((nextClipSeconds ?? clipSeconds + usualFrameSeconds) - clipSeconds) / 2;
    if (frame !== expectedFrame && leftSeconds !== undefined) {
      visibility.push(
        { seconds: leftSeconds, isSeen: false },
        { seconds: Math.max(clipSeconds - half, (leftSeconds + clipSeconds) / 2), isSeen: true },
      );
    }
    fit.expression.forEach((weight, e) => {
      largest[e] = Math.max(largest[e], Math.abs(weight));
    });
    expectedFrame = frame + 1;
    leftSeconds = nextClipSeconds === undefined ? undefined : clipSeconds + half;
    lastSeconds = clipSeconds;
    count++;
  }
  if (count > 0 && leftSeconds !== undefined) visibility.push({ seconds: leftSeconds, isSeen: false });
  if (visibility.length > 0 && visibility[0].seconds > 0) visibility.unshift({ seconds: 0, isSeen: true });
  const usedModes = model.expressionNames.flatMap((_, mode) =>
    largest[mode] * largestOffset(model, mode) > negligibleMillimetres ? [mode] : [],
  );
  return { count, usedModes, firstSeconds, lastSeconds, visibility };
}

/** Millimetres of any one coordinate at weight 1. */
function largestOffset(model: FaceModel, mode: number): number {
  const row = model.vertexCount * 3;
  let largest = 0;
  for (let i = mode * row; i < (mode + 1) * row; i++) {
    largest = Math.max(largest, Math.abs(model.expression[i]));
  }
  return largest;
}
