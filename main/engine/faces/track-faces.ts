import { throwIfCancelled } from '../errors/studio-error';
import type { InferencePool } from '../inference/inference-pool';
import type { Box, VideoFrame } from '../pixels/image';
import { CutDetector, type SavedCuts } from './cut-detector';
import { detectFaces, tilesOf } from './detect-faces';
import type { DetectionWindow } from './detection-windows';
import { FaceTracker, type SavedTracker } from './face-tracker';
import type { DetectedFace, TrackedFace } from './types';

export interface TrackingOptions {
  /** Detect on every n-th frame; also after a cut and while a face is lost. */
  readonly detectEvery: number;
  readonly signal?: AbortSignal | undefined;
  /** Where an interrupted run stood: the source's first frame is the one that follows it. */
  readonly from?: TrackingState | undefined;
}

/** All that tracking knows after a frame, as plain data: with it, the rest of the clip comes out as if undisturbed. */
export interface TrackingState {
  readonly tracker: SavedTracker;
  readonly cuts: SavedCuts;
  readonly schedule: SavedSchedule;
  /** Boxes known when the frames that follow were given to the detector, which was before their turn. */
  readonly knownAhead: readonly (readonly Box[])[];
}

export interface TrackedFrame {
  readonly frame: VideoFrame;
  /** By track id. Landmarks are as measured, not smoothed. */
  readonly faces: readonly TrackedFace[];
  /** The frame starts a new scene. */
  readonly cut: boolean;
  /** The state after this frame; ask, and copy it, before the next frame is asked for. */
  readonly state: () => TrackingState;
}

/** Frames whose detection may run while an earlier frame's landmarks are still being found. */
const lookahead = 3;
/** Fine windows looked at with every scheduled detection; all of them in turn, and all at once after a cut. */
const tilesPerDetection = 2;

interface Upcoming {
  readonly frame: VideoFrame;
  readonly cut: boolean;
  readonly detections: Promise<readonly DetectedFace[]> | undefined;
  readonly known: readonly Box[];
  /** As they were left by this frame: they run ahead of the tracker. */
  readonly cuts: SavedCuts;
  readonly schedule: SavedSchedule;
}

interface SavedSchedule {
  readonly countdown: number;
  readonly turn: number;
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
  const tracker = new FaceTracker(pool, signal, options.from?.tracker);
  const schedule = new DetectionSchedule(options.detectEvery, options.from?.schedule);
  const cuts = new CutDetector(options.from?.cuts);
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
    queue.push({ frame, cut, detections, known, cuts: cuts.save(), schedule: schedule.save() });
  };

  try {
    while (!ended && queue.length < lookahead) await pull(options.from?.knownAhead[queue.length] ?? []);
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      throwIfCancelled(options.signal);
      const known = tracker.boxes; // taken now, so that a run never depends on who finishes first
      const faces = tracker.next(item.frame, item.cut, item.detections);
      faces.catch(() => undefined); // awaited below, after the source
      if (!ended) await pull(known);
      yield {
        frame: item.frame,
        faces: await faces,
        cut: item.cut,
        state: () => ({
          tracker: tracker.save(),
          cuts: item.cuts,
          schedule: item.schedule,
          knownAhead: queue.map((upcoming) => upcoming.known),
        }),
      };
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
  #countdown: number;
  #turn: number;
  /** The clip's first frame has passed. */
  #begun: boolean;
  #tiles: DetectionWindow[] | undefined;

  constructor(every: number, saved?: SavedSchedule) {
    this.#every = every;
    this.#countdown = saved?.countdown ?? 0;
    this.#turn = saved?.turn ?? 0;
    this.#begun = saved !== undefined;
  }

  save(): SavedSchedule {
    return { countdown: this.#countdown, turn: this.#turn };
  }

  /** The tiles to look at besides the whole frame, or undefined where no detection is due. */
  next(frame: VideoFrame, cut: boolean): readonly DetectionWindow[] | undefined {
    const first = !this.#begun;
    this.#begun = true;
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
