import { throwIfCancelled } from '../errors/studio-error';
import type { InferencePool } from '../inference/inference-pool';
import type { Box, VideoFrame } from '../pixels/image';
import { CutDetector } from './cut-detector';
import { detectFaces, tilesOf } from './detect-faces';
import type { DetectionWindow } from './detection-windows';
import { FaceTracker } from './face-tracker';
import type { DetectedFace, TrackedFace } from './types';

export interface TrackingOptions {
  /** Detect on every n-th frame; also after a cut and while a face is lost. */
  readonly detectEvery: number;
  readonly signal?: AbortSignal | undefined;
}

export interface TrackedFrame {
  readonly frame: VideoFrame;
  /** By track id. Landmarks are as measured, not smoothed. */
  readonly faces: readonly TrackedFace[];
  /** The frame starts a new scene. */
  readonly cut: boolean;
}

/** Frames whose detection may run while an earlier frame's landmarks are still being found. */
const lookahead = 3;
/** Fine windows looked at with every scheduled detection; all of them in turn, and all at once after a cut. */
const tilesPerDetection = 2;

interface Upcoming {
  readonly frame: VideoFrame;
  readonly cut: boolean;
  readonly detections: Promise<readonly DetectedFace[]> | undefined;
}

/**
 * Follows every face through a clip. Landmarks are found anew in each frame around where the last ones moved to; the
 * detector starts tracks, recovers lost ones (by place and look, for about a second and across a cut) and runs ahead
 * on later frames meanwhile. Pulls at most `lookahead` frames ahead; a frame's buffer must stay valid until its
 * result has been yielded and the next one is asked for.
 * Errors: those of the source and of the pool; `cancelled`.
 */
export async function* trackFaces(
  frames: AsyncIterable<VideoFrame>,
  pool: InferencePool,
  options: TrackingOptions,
): AsyncGenerator<TrackedFrame, void, undefined> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal]);
  const source = frames[Symbol.asyncIterator]();
  const tracker = new FaceTracker(pool, signal);
  const schedule = new DetectionSchedule(options.detectEvery);
  const cuts = new CutDetector();
  const queue: Upcoming[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;

  const pull = async (known: readonly Box[]): Promise<void> => {
    let next: IteratorResult<VideoFrame>;
    try {
      next = await source.next();
    } catch (error) {
      failure = { error }; // the frames before it still get their turn
      ended = true;
      return;
    }
    if (next.done === true) {
      ended = true;
      return;
    }
    const frame = next.value;
    const cut = cuts.next(frame.image);
    const tiles = schedule.next(frame, cut);
    const detections =
      tiles === undefined
        ? undefined
        : detectFaces(frame.image, pool, { tiles, known: cut ? [] : known, signal });
    detections?.catch(() => undefined); // seen when its frame's turn comes
    queue.push({ frame, cut, detections });
  };

  try {
    while (!ended && queue.length < lookahead) await pull([]);
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      throwIfCancelled(options.signal);
      const known = tracker.boxes; // taken now, so that a run never depends on who finishes first
      const faces = tracker.next(item.frame, item.cut, item.detections);
      faces.catch(() => undefined); // awaited below, after the source
      if (!ended) await pull(known);
      yield { frame: item.frame, faces: await faces, cut: item.cut };
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    stop.abort();
    await Promise.allSettled(queue.map(async (item) => item.detections));
    await source.return?.();
  }
}

/** Which frames are detected, and in which windows. */
class DetectionSchedule {
  readonly #every: number;
  #countdown = 0;
  #turn = 0;
  #tiles: DetectionWindow[] | undefined;

  constructor(every: number) {
    this.#every = every;
  }

  /** The tiles to look at besides the whole frame, or undefined where no detection is due. */
  next(frame: VideoFrame, cut: boolean): readonly DetectionWindow[] | undefined {
    const first = this.#tiles === undefined;
    this.#tiles ??= tilesOf(frame.image.width, frame.image.height);
    if (!first && !cut && --this.#countdown > 0) return undefined;
    this.#countdown = this.#every;
    if (first || cut) return this.#tiles;
    const count = Math.min(tilesPerDetection, this.#tiles.length);
    return Array.from({ length: count }, () => {
      const tiles = this.#tiles ?? [];
      return tiles[this.#turn++ % tiles.length];
    });
  }
}
