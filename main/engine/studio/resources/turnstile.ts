import { StudioError } from '../../errors/studio-error';

/** Lets a number of pieces of work run at a time; the others wait in order, and leave the queue when aborted. */
export class Turnstile {
  private inside = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly places: number) {}

  async pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.enter(signal);
    try {
      return await work();
    } finally {
      this.inside--;
      this.queue.shift()?.();
    }
  }

  private enter(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new StudioError('cancelled', 'Cancelled.'));
        return;
      }
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        this.inside++;
        resolve();
      };
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(go), 1);
        reject(new StudioError('cancelled', 'Cancelled.'));
      };
      if (this.inside < this.places) {
        go();
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(go);
    });
  }
}
