import { mapOrdered } from '../stream/map-ordered';
import { withBeside } from '../stream/with-beside';
import type { ClipFrame } from './clip-frames';
import type { FrameSpan } from './frame-range';
import type { BegunFrame, FrameRestorer, RestoredFrame } from './restore-frame';

export interface RestoreOrder {
  /** The frames to paint; others in the stream are there for their neighbours only. */
  readonly wanted: FrameSpan;
  /** Frames in the networks' hands at once. */
  readonly concurrency: number;
  /** Asked for each frame when it is begun. */
  readonly keepBefore: () => boolean;
  /** Takes the pixels of frames that are not painted, once they are no longer read. */
  readonly drop: (pixels: Uint8Array) => void;
}

interface Begun {
  readonly item: ClipFrame;
  readonly begun: BegunFrame;
}

/** Frames painted at once; the networks are busy with those after them. */
const paintedAtOnce = 2;

/**
 * Restores a stream of frames, each steadied with those right before and after it.
 * @param frames in order, without gaps
 */
export async function* restoreInOrder(
  frames: AsyncIterable<ClipFrame>,
  restorer: FrameRestorer,
  { wanted, concurrency, keepBefore, drop }: RestoreOrder,
): AsyncGenerator<{ item: ClipFrame; result: RestoredFrame }, void, undefined> {
  const isWanted = ({ index }: { index: number }): boolean => index >= wanted.from && index < wanted.to;
  const begun = mapOrdered(frames, concurrency, async (item): Promise<Begun> => {
    const painted = isWanted(item.frame);
    const before = painted ? keepBefore() : 'neighbour';
    const work = await restorer.begin(item.frame.image, item.faces, before);
    if (!painted) drop(item.frame.image.data);
    return { item, begun: work };
  });
  yield* mapOrdered(onlyWanted(withBeside(begun), isWanted), paintedAtOnce, async ({ now, beside }) => ({
    item: now.item,
    result: await restorer.complete(
      now.begun,
      beside.map((one) => one.begun),
    ),
  }));
}

async function* onlyWanted<T extends { readonly now: Begun }>(
  stream: AsyncIterable<T>,
  isWanted: (frame: { index: number }) => boolean,
): AsyncGenerator<T, void, undefined> {
  for await (const one of stream) if (isWanted(one.now.item.frame)) yield one;
}
