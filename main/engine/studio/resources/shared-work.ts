import { StudioError } from '../../errors/studio-error';

interface Shared<V> {
  readonly promise: Promise<V>;
  readonly controller: AbortController;
  waiters: number;
}

/** Work that several may wait for: one run for all who ask for the same, stopped when the last of them has gone. */
export class SharedWork<V> {
  private readonly running = new Map<string, Shared<V>>();

  get size(): number {
    return this.running.size;
  }

  /** @throws `cancelled` once `signal` is aborted, and whatever the work throws */
  async run(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<V>): Promise<V> {
    if (signal.aborted) throw cancelled();
    let shared = this.running.get(key);
    if (shared === undefined) {
      const controller = new AbortController();
      const promise = start(controller.signal);
      promise.catch(() => undefined); // seen by those who still wait
      shared = { promise, controller, waiters: 0 };
      this.running.set(key, shared);
    }
    const mine = shared;
    mine.waiters++;
    try {
      return await unlessAborted(mine.promise, signal);
    } finally {
      mine.waiters--;
      if (mine.waiters === 0) {
        if (this.running.get(key) === mine) this.running.delete(key);
        mine.controller.abort();
      }
    }
  }
}

/** The promise's outcome, or `cancelled` as soon as the signal is aborted; the promise itself goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(cancelled());
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}

function cancelled(): StudioError {
  return new StudioError('cancelled', 'Cancelled.');
}
