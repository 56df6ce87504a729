/** Adds up where the time of a job goes, by stage; stages may overlap. */
export class StageClock {
  private readonly milliseconds = new Map<string, number>();

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.add(stage, performance.now() - start);
    }
  }

  timeSync<T>(stage: string, work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.add(stage, performance.now() - start);
    }
  }

  add(stage: string, milliseconds: number): void {
    this.milliseconds.set(stage, (this.milliseconds.get(stage) ?? 0) + milliseconds);
  }

  /** Milliseconds per frame by stage. */
  perFrame(frames: number): Record<string, number> {
    return Object.fromEntries([...this.milliseconds].map(([stage, ms]) => [stage, ms / Math.max(1, frames)]));
  }
}
