/**
 * Keeps what was used last, up to a cost and a number; what falls out is closed. Pictures hold memory outside the
 * garbage collector's sight, so they are let go here and nowhere else.
 */
export class BoundedCache<T> {
  private readonly entries = new Map<string, { readonly value: T; readonly cost: number }>();
  private total = 0;

  constructor(
    private readonly limits: { readonly cost: number; readonly count: number },
    private readonly close: (value: T) => void,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  get cost(): number {
    return this.total;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** Also marks it as just used. */
  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** The newest entry always stays, even one dearer than the limit. */
  put(key: string, value: T, cost: number): void {
    this.drop(key);
    this.entries.set(key, { value, cost });
    this.total += cost;
    for (const oldest of this.entries.keys()) {
      const isOver = this.total > this.limits.cost || this.entries.size > this.limits.count;
      if (!isOver || oldest === key) break;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.total -= entry.cost;
    this.close(entry.value);
  }

  clear(): void {
    for (const key of [...this.entries.keys()]) this.drop(key);
  }
}
