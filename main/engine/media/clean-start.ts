/**
 * Watches what a decoder gives first after a jump, in the order of showing: B-frames that lean on what was jumped over,
 * and then an I-frame, from which all others are exact. Where another kind comes first (periodic intra refresh marks
 * such places as key frames too), pictures are made of frames that were never read.
 */
export class CleanStart {
  static readonly label = 'start';
  private tick = 0;
  /** Undefined until something but a B-frame was seen; Infinity where that is no I-frame. */
  private cleanFromMicros: number | undefined;

  /** @param startSeconds the container's first timestamp, subtracted from every time */
  constructor(private readonly startSeconds: number) {}

  /** Tells whether a frame that has come is exact: the lines of it and of all before it were read. */
  isCleanAt(micros: number): boolean {
    return this.cleanFromMicros !== undefined && this.cleanFromMicros <= micros;
  }

  /** Takes one log line; true when it is of the filter before all others. */
  readLine(line: string): boolean {
    if (!line.includes(`[showinfo@${CleanStart.label} `)) return false;
    const base = /config in time_base: (\d+)\/(\d+)/.exec(line);
    if (base !== null) this.tick = Number(base[1]) / Number(base[2]);
    const type = /\btype:(.)/.exec(line)?.[1];
    if (type !== undefined && type !== 'B') this.cleanFromMicros ??= this.timeOf(line, type);
    return true;
  }

  private timeOf(line: string, type: string): number {
    const pts = /\bpts: *(-?\d+)/.exec(line);
    if (type !== 'I' || pts === null || this.tick === 0) return Infinity;
    return Math.round((Number(pts[1]) * this.tick - this.startSeconds) * 1e6);
  }
}
