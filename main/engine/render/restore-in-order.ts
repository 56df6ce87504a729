import { mapOrdered } from '../stream/map-ordered';
import { withBeside, type WithBeside } from '../stream/with-beside';
import type { ClipFrame } from './clip-frames';
import type { CutFaces } from './cut-faces';
import type { FrameSpan } from './frame-range';
import type { Canvas, FramesBeside, FrameRestorer, RestoredFaces, RestoredFrame } from './restore-frame';

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

interface Cut {
  readonly item: ClipFrame;
  readonly faces: CutFaces;
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
 * Restores a stream of frames: the network looks as far to either side as it reaches, and each result is steadied with
 * the `steadyReach` frames before and after it.
 * @param frames in order, without gaps
 */
export async function* restoreInOrder(
  frames: AsyncIterable<ClipFrame>,
  restorer: FrameRestorer,
  { wanted, concurrency, keepBefore, drop }: RestoreOrder,
): AsyncGenerator<{ item: ClipFrame; result: RestoredFrame }, void, undefined> {
  const isWanted = ({ item }: Cut): boolean => isWithin(wanted, item.frame.index);
  const cut = withBeside(cutFrames(frames, restorer, wanted, drop), restorer.reach);
  const begun = mapOrdered(
    besideWanted(cut, wanted, restorer.steadyReach),
    concurrency,
    async (pair): Promise<Begun> => {
      const { item, faces } = pair.now;
      const work = restorer.restoreFaces(
        faces,
        (place) => (place < 0 ? pair.before.at(place) : pair.after.at(place - 1))?.faces,
      );
      const canvas = isWanted(pair.now) ? restorer.prepareCanvas(item.frame.image, keepBefore()) : undefined;
      const [restored, prepared] = await Promise.all([work, canvas]);
      return { item, faces: restored, canvas: prepared };
    },
  );
  yield* mapOrdered(
    onCanvas(withBeside(begun, restorer.steadyReach)),
    paintedAtOnce,
    async ({ item, faces, canvas, beside }) => ({
      item,
      result: await restorer.paint(canvas, faces, beside),
    }),
  );
}

function isWithin({ from, to }: FrameSpan, index: number): boolean {
  return index >= from && index < to;
}

async function* cutFrames(
  frames: AsyncIterable<ClipFrame>,
  restorer: FrameRestorer,
  wanted: FrameSpan,
  drop: RestoreOrder['drop'],
): AsyncGenerator<Cut, void, undefined> {
  for await (const item of frames) {
    const { image, index } = item.frame;
    const faces = restorer.cutFaces(image, item.faces);
    if (!isWithin(wanted, index)) drop(image.data);
    yield { item, faces };
  }
}

/** The wanted frames and those beside each end that they are steadied with; those further off are only looked at. */
async function* besideWanted(
  stream: AsyncIterable<WithBeside<Cut>>,
  { from, to }: FrameSpan,
  reach: number,
): AsyncGenerator<WithBeside<Cut>, void, undefined> {
  const restored = { from: from - reach, to: to + reach };
  for await (const pair of stream) if (isWithin(restored, pair.now.item.frame.index)) yield pair;
}

/** Those that are painted, with the faces beside. */
async function* onCanvas(
  stream: AsyncIterable<WithBeside<Begun>>,
): AsyncGenerator<Begun & { canvas: Canvas; beside: FramesBeside }, void, undefined> {
  for await (const { now, before, after } of stream) {
    const { canvas } = now;
    if (canvas === undefined) continue;
    const beside = { before: before.map(({ faces }) => faces), after: after.map(({ faces }) => faces) };
    yield { ...now, canvas, beside };
  }
}
