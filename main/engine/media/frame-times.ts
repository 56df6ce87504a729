/**
 * Reads presentation times from the log of ffmpeg's `showinfo` filter. A frame's line is written before its pixels
 * leave the filter graph, so line n belongs to frame n; other threads' messages may stand between two lines.
 */
export class FrameTimes {
  private readonly times: number[] = [];
  private taken = 0;
  private tick = 0;
  private ended = false;
  private wake: (() => void) | undefined;
  private lastMicros: number | undefined;

  /**
   * @param startSeconds the container's first timestamp, subtracted from every time
   * @param fallbackStepMicros step for frames without a timestamp
   */
  constructor(
    private readonly startSeconds: number,
    private readonly fallbackStepMicros: number,
  ) {}

  /** Frames seen so far. */
  get count(): number {
    return this.taken + this.times.length;
  }

  /** Takes one log line; false when it is not one of showinfo's. */
  readLine(line: string): boolean {
    if (!line.includes('showinfo')) return false;
    const base = /config in time_base: (\d+)\/(\d+)/.exec(line);
    if (base !== null) this.tick = Number(base[1]) / Number(base[2]);
    const frame = /\bn: *\d+ pts: *(-?\d+|NOPTS)/.exec(line);
    if (frame !== null) {
      const pts = frame[1] === 'NOPTS' ? undefined : Number(frame[1]);
      const micros =
        pts === undefined || this.tick === 0
          ? (this.lastMicros ?? -this.fallbackStepMicros) + this.fallbackStepMicros
          : Math.round((pts * this.tick - this.startSeconds) * 1e6);
      this.lastMicros = micros;
      this.times.push(micros);
      this.wake?.();
    }
    return true;
  }

  /** The process has ended: nobody waits for lines any longer. */
  close(): void {
    this.ended = true;
    this.wake?.();
  }

  /** Time of the next frame in order, microseconds; undefined when the log ended without it. */
  async next(): Promise<number | undefined> {
    while (this.times.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.taken += 1;
    return this.times.shift();
  }
}
