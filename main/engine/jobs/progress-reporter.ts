import type { JobHooks } from '../../../preload/contract/engine';
import type { Stage } from '../../../preload/contract/jobs';
import { RateMeter } from '../stream/rate-meter';

/** At most this often, except at a stage's ends. */
const intervalMilliseconds = 100;

/** Counts the finished frames of one stage and tells the caller, throttled. */
export class StageProgress {
  private readonly rate = new RateMeter();
  private done = 0;
  private lastReport = -Infinity;

  /**
   * @param total frames of this stage: an estimate, raised when passed
   * @param laterSeconds guess of the seconds that later stages of the job need once this one is through
   */
  constructor(
    private readonly hooks: JobHooks,
    private readonly stage: Stage,
    private total: number,
    private readonly laterSeconds: (framesPerSecond: number) => number = () => 0,
  ) {
    this.report();
  }

  advance(count = 1): void {
    this.done += count;
    this.total = Math.max(this.total, this.done);
    if (performance.now() - this.lastReport >= intervalMilliseconds) this.report();
  }

  /** The stage has seen its end: done = total. */
  finish(): void {
    this.total = this.done;
    this.report();
  }

  private report(): void {
    this.lastReport = performance.now();
    const framesPerSecond = this.rate.update(this.done);
    const left = Math.max(0, this.total - this.done);
    this.hooks.onProgress?.({
      stage: this.stage,
      done: this.done,
      total: this.total,
      framesPerSecond,
      ...(framesPerSecond > 0
        ? { etaSeconds: left / framesPerSecond + this.laterSeconds(framesPerSecond) }
        : {}),
    });
  }
}
