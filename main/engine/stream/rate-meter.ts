/** Frames a second over the last few seconds, and the time that is left at that pace. */
export class RateMeter {
  private readonly marks: { seconds: number; done: number }[] = [];

  constructor(
    private readonly windowSeconds = 5,
    private readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.marks.push({ seconds: this.now(), done: 0 });
  }

  /** Notes that `done` frames are finished in all; returns frames a second (0 until it can be told). */
  update(done: number): number {
    const seconds = this.now();
    this.marks.push({ seconds, done });
    while (this.marks.length > 2 && seconds - this.marks[0].seconds > this.windowSeconds) this.marks.shift();
    const first = this.marks[0];
    const elapsed = seconds - first.seconds;
    return elapsed > 0.05 ? (done - first.done) / elapsed : 0;
  }
}
