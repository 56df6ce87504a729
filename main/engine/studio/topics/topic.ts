/** Changes within this many milliseconds come as one. */
const coalesceMilliseconds = 50;

/** A state that can be followed: whoever subscribes gets it whole at once, and again after changes. */
export class Topic<T> {
  private readonly listeners = new Set<(value: T) => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly snapshot: () => T) {}

  changed(): void {
    if (this.timer !== undefined || this.listeners.size === 0) return;
    this.timer = setTimeout(() => this.publish(), coalesceMilliseconds);
  }

  subscribe(listener: (value: T) => void): () => void {
    // A function of its own for each subscription: the same listener may subscribe twice.
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    listener(this.snapshot());
    return () => this.listeners.delete(own);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private publish(): void {
    this.timer = undefined;
    const value = this.snapshot();
    for (const listener of [...this.listeners]) listener(value);
  }
}
