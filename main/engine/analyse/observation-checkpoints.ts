import type { TrackSummary } from '../faces/identify-people';
import type { TrackingState } from '../faces/track-faces';
import type { StageClock } from '../jobs/stage-clock';
import type { AnalysisDraft } from '../project/analysis-draft';
import type { SavedTrackFit } from './observe-clip';
import type { ObservationTables } from './observation-tables';

/** Part of this of any change of `ObservationState`, or of what it is made of. */
export const observationStateVersion = 4;

/** Writing checkpoints takes at most one part in so many of the pass: crowds make them large. */
const leastPause = 50;

/** The pass over the pixels after a frame, besides its tables: plain data. */
export interface ObservationState {
  /** Frames observed. */
  readonly frames: number;
  /** Absent once there are no more frames: people are fitted next. */
  readonly tracking?: TrackingState;
  readonly book: readonly TrackSummary[];
  readonly fits: ReadonlyMap<number, SavedTrackFit>;
}

/** Writes where the pass over the pixels stands every so many frames, and says what the next run will find. */
export class ObservationCheckpoints {
  private reached: { readonly frames: number; readonly whole: boolean } | undefined;
  private nextFrame: number;
  private pauseEndsMilliseconds = 0;

  constructor(
    private readonly draft: AnalysisDraft<ObservationState>,
    private readonly everyFrames: number,
    private readonly clock: StageClock,
    private readonly now: () => number = () => performance.now(),
  ) {
    if (draft.earlier !== undefined) this.note(draft.earlier);
    this.nextFrame = (this.reached?.frames ?? 0) + everyFrames;
  }

  /** Where an interrupted run stood. */
  get earlier(): ObservationState | undefined {
    return this.draft.earlier;
  }

  /** Offers the state after a frame; it is asked for only when a checkpoint is due. */
  async offer(tables: ObservationTables, state: () => ObservationState): Promise<void> {
    if (tables.frames < this.nextFrame || this.now() < this.pauseEndsMilliseconds) return;
    await this.write(tables, state());
  }

  async write(tables: ObservationTables, state: ObservationState): Promise<void> {
    const start = this.now();
    await this.clock.time('checkpoint', async () => {
      // Rows first: a checkpoint that speaks of rows a power cut took is none.
      await this.draft.save(state, await tables.sync());
    });
    this.note(state);
    this.nextFrame = state.frames + this.everyFrames;
    this.pauseEndsMilliseconds = this.now() + leastPause * (this.now() - start);
  }

  /** @param total frames of the clip, an estimate */
  resumeNotice(total: number): string | undefined {
    if (this.reached === undefined) return undefined;
    const { frames, whole } = this.reached;
    return whole
      ? `Resuming: all ${frames} frames are observed already; people are fitted next.`
      : `Resuming: ${frames} of ${Math.max(frames, total)} frames are analysed already.`;
  }

  /** @param total frames of the clip, an estimate */
  stopHint(total: number): string {
    if (this.reached === undefined)
      return 'Stopped before the first checkpoint of the analysis; the same command begins it again.';
    const { frames, whole } = this.reached;
    return whole
      ? `Stopped; all ${frames} frames are observed, and the same command goes on with fitting people.`
      : `Stopped; the same command goes on at frame ${frames + 1} of ${Math.max(frames + 1, total)}.`;
  }

  private note({ frames, tracking }: ObservationState): void {
    this.reached = { frames, whole: tracking === undefined };
  }
}
