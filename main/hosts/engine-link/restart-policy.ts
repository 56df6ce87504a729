/** Delays of the first, second, … restart within the window, milliseconds; past the last one it is given up. */
const delays = [200, 1000, 3000, 8000];
const windowMilliseconds = 120_000;
/** After giving up, a request may start it again this often. */
const againMilliseconds = 10_000;

/** When a process that died is started again. Times are of one monotonic clock, milliseconds. */
export class RestartPolicy {
  private deaths: number[] = [];

  /** Counts a death at `now`; gives the delay before the restart, or undefined: leave it. */
  next(now: number): number | undefined {
    this.deaths = [...this.deaths.filter((at) => now - at < windowMilliseconds), now];
    return delays[this.deaths.length - 1];
  }

  mayTryAgain(now: number): boolean {
    const last = this.deaths.at(-1) ?? -Infinity;
    return now - last >= againMilliseconds;
  }
}
