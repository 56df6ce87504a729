import type { FrameSpan } from './frame-range';
import type { Segment } from './segments';

/** Neighbouring unfinished segments share one decoder. */
export function contiguousRuns(segments: readonly Segment[], done: ReadonlySet<number>): Segment[][] {
  const runs: Segment[][] = [];
  for (const segment of segments) {
    if (done.has(segment.index)) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.index === segment.index - 1) last.push(segment);
    else runs.push([segment]);
  }
  return runs;
}

/**
 * The frames that a run reads: its own, those beside each end that its first and last frames are steadied with, and what
 * their network looks at beside those.
 * @param reach how many frames away the farthest of them is
 */
export function withNeighbours(run: readonly Segment[], range: FrameSpan, reach: number): FrameSpan {
  return {
    from: Math.max(range.from, run[0].firstFrame - reach),
    to: Math.min(range.to, run[run.length - 1].endFrame + reach),
  };
}

/** The stream as far as the frame before `endFrame`. */
export async function* framesUpTo<T extends { readonly index: number }>(
  frames: AsyncIterable<T>,
  endFrame: number,
): AsyncGenerator<T, void, undefined> {
  for await (const frame of frames) {
    yield frame;
    if (frame.index === endFrame - 1) return;
  }
}
