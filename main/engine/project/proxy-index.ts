/** Where one proxy lies in the file. */
export interface ProxyEntry {
  /** When its frame is shown, microseconds from the start of the source. */
  readonly micros: number;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly bytes: number;
}

/** The proxies of a clip in order of time; a few thousand at most. */
export class ProxyIndex {
  private readonly entries: ProxyEntry[] = [];

  get count(): number {
    return this.entries.length;
  }

  /** Takes it in at its place in time. */
  add(entry: ProxyEntry): void {
    this.entries.splice(this.firstFrom(entry.micros), 0, entry);
  }

  /** The one that is shown nearest to that moment. */
  nearest(micros: number): ProxyEntry | undefined {
    const after = this.firstFrom(micros);
    const [a, b] = [this.entries.at(Math.max(0, after - 1)), this.entries.at(after)];
    if (a === undefined || b === undefined) return a ?? b;
    return Math.abs(a.micros - micros) <= Math.abs(b.micros - micros) ? a : b;
  }

  /** In order of time. */
  all(): readonly ProxyEntry[] {
    return this.entries;
  }

  /** Place of the first at or after that moment. */
  private firstFrom(micros: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle].micros < micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
