import { Worker } from 'node:worker_threads';
import type { Provider, WorkerReply, WorkerRequest, WorkerSettings, WorkRequest } from './worker-protocol';

/** A run or the loading of a model that takes longer than this hangs. */
const closeTimeoutSeconds = 30;

/** One worker thread with its runs in flight. It starts on the first run and again after a crash. */
export class PoolWorker {
  readonly provider: Provider;
  readonly #entryFile: string;
  readonly #onReply: (reply: WorkerReply, worker: PoolWorker) => void;
  readonly #onCrash: (ids: readonly number[], message: string, worker: PoolWorker) => void;
  readonly #inFlight = new Set<number>();
  #thread: Worker | undefined;
  #closing = false;

  constructor(
    entryFile: string,
    provider: Provider,
    onReply: (reply: WorkerReply, worker: PoolWorker) => void,
    onCrash: (ids: readonly number[], message: string, worker: PoolWorker) => void,
  ) {
    this.#entryFile = entryFile;
    this.provider = provider;
    this.#onReply = onReply;
    this.#onCrash = onCrash;
  }

  get load(): number {
    return this.#inFlight.size;
  }

  /** `moved` buffers go to the worker: the caller no longer has them. */
  start(request: WorkRequest, moved: readonly ArrayBuffer[]): void {
    const thread = (this.#thread ??= this.#start());
    thread.postMessage(request satisfies WorkerRequest, [...moved]);
    this.#inFlight.add(request.id);
    thread.ref(); // keeps the process alive only while there is work
  }

  cancel(id: number): void {
    if (this.#inFlight.has(id)) this.#thread?.postMessage({ type: 'cancel', id } satisfies WorkerRequest);
  }

  /**
   * Lets the run under way finish and ends the thread. Terminating a thread inside onnxruntime aborts the whole
   * process (its binding throws where JavaScript no longer runs), so that is the last resort only.
   */
  async close(): Promise<void> {
    this.#closing = true;
    const thread = this.#thread;
    if (thread === undefined) return;
    thread.ref();
    const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    const timer = setTimeout(() => void thread.terminate(), closeTimeoutSeconds * 1000);
    thread.postMessage({ type: 'close' } satisfies WorkerRequest);
    await ended;
    clearTimeout(timer);
  }

  #start(): Worker {
    const settings: WorkerSettings = { provider: this.provider };
    const thread = new Worker(this.#entryFile, { workerData: settings, name: `inference-${this.provider}` });
    let failure = 'it ended unexpectedly';
    thread.on('message', (reply: WorkerReply) => {
      this.#inFlight.delete(reply.id);
      if (this.#inFlight.size === 0) thread.unref();
      this.#onReply(reply, this);
    });
    thread.on('error', (error: unknown) => {
      failure = error instanceof Error ? error.message : String(error);
    });
    thread.on('exit', () => {
      this.#thread = undefined;
      const lost = [...this.#inFlight];
      this.#inFlight.clear();
      if (!this.#closing) this.#onCrash(lost, failure, this);
    });
    thread.unref();
    return thread;
  }
}
