import { mapOrdered } from '../stream/map-ordered';
import { withBeside, type WithBeside } from '../stream/with-beside';
import type { ClipFrame } from './clip-frames';
import type { FrameSpan } from './frame-range';
import type { Canvas, FrameRestorer, RestoredFaces, RestoredFrame } from './restore-frame';

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
  readonly faces: RestoredFaces;
  /** Nothing where the frame is only there for its neighbours. */
  readonly canvas: Canvas | undefined;
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
  const begun = mapOrdered(frames, concurrency, async (item): Promise<Begun> => {
    const { image, index } = item.frame;
    const work = restorer.restoreFaces(image, item.faces);
    if (index >= wanted.from && index < wanted.to) {
      const [canvas, faces] = await Promise.all([restorer.prepareCanvas(image, keepBefore()), work]);
      return { item, faces, canvas };
    }
    const faces = await work;
    drop(image.data);
    return { item, faces, canvas: undefined };
  });
  yield* mapOrdered(onCanvas(withBeside(begun)), paintedAtOnce, async ({ item, faces, canvas, beside }) => ({
    item,
    result: await restorer.paint(canvas, faces, beside),
  }));
}

/** Those that are painted, with the faces beside. */
async function* onCanvas(
  stream: AsyncIterable<WithBeside<Begun>>,
): AsyncGenerator<Begun & { canvas: Canvas; beside: RestoredFaces[] }, void, undefined> {
  for await (const { now, beside } of stream) {
    const { canvas } = now;
    if (canvas !== undefined) yield { ...now, canvas, beside: beside.map(({ faces }) => faces) };
  }
}
