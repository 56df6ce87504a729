export interface LatestRequestOptions<K, V> {
  load(key: K, signal: AbortSignal): Promise<V>;
  onValue(key: K, value: V): void;
  onError(key: K, error: unknown): void;
  /** Milliseconds a request may go on after it was superseded: while a clip plays, each would be cut off otherwise. */
  readonly patience?: number;
  readonly now?: () => number;
}

/** One request at a time, and the newest wish after it: what was asked for in between is never loaded. */
export class LatestRequest<K, V> {
  private running: { key: K; since: number; abort: AbortController } | undefined;
  private wished: { key: K } | undefined;

  constructor(private readonly options: LatestRequestOptions<K, V>) {}

  want(key: K): void {
    if (this.running?.key === key) {
      this.wished = undefined;
      return;
    }
    if (this.running === undefined) {
      this.start(key);
      return;
    }
    this.wished = { key };
    if (this.now() - this.running.since > (this.options.patience ?? 150)) this.running.abort.abort();
  }

  /** Drops what is under way and what is wished for. */
  cancel(): void {
    this.wished = undefined;
    const running = this.running;
    this.running = undefined;
    running?.abort.abort();
  }

  private now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }

  private start(key: K): void {
    const running = { key, since: this.now(), abort: new AbortController() };
    this.running = running;
    this.wished = undefined;
    this.options
      .load(key, running.abort.signal)
      .then(
        (value) => {
          if (this.running === running && !running.abort.signal.aborted) this.options.onValue(key, value);
        },
        (error: unknown) => {
          if (this.running === running && !running.abort.signal.aborted) this.options.onError(key, error);
        },
      )
      .finally(() => {
        if (this.running !== running) return;
        this.running = undefined;
        if (this.wished !== undefined) this.start(this.wished.key);
      })
      .catch(() => undefined);
  }
}
