import './no-telemetry';
import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fromErrorReport, StudioError, throwIfCancelled } from '../errors/studio-error';
import { packageRoot } from '../models/package-root';
import { FairQueue } from './fair-queue';
import { int8FileOf } from './int8-file';
import { PoolWorker } from './pool-worker';
import type { ModelSource, PoolOptions, RunOptions, TaskOptions } from './pool-options';
import { ownedBuffers, type Feeds, type Tensors } from './tensors';
import type { ModelFile, Provider, WorkerReply, WorkRequest } from './worker-protocol';
import type { WorkerTask } from './worker-task';

/** What a worker is sent, made when it is free. */
interface Message {
  readonly request: WorkRequest;
  readonly moved: readonly ArrayBuffer[];
}

interface Job {
  readonly id: number;
  /** Model or task. */
  readonly name: string;
  readonly weight: 'light' | 'heavy';
  readonly prepare: () => Message;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  worker?: PoolWorker;
}

/** One run works while the next waits in the worker's own inbox, which hides the message's way. */
const runsPerWorker = 2;
/** A worker that dies this often without finishing anything is not started again. */
const maximumCrashes = 3;

/**
 * Runs networks, and the engine's own heavy steps, in worker threads. Work is taken in turns of the models and steps;
 * what the workers cannot take yet waits here, and feeds given as a function are made only when a worker takes them, so
 * waiting costs no memory.
 */
export class InferencePool {
  readonly provider: Provider;
  readonly #models: ModelSource;
  readonly #workers: PoolWorker[] = [];
  readonly #waiting = new FairQueue<Job>();
  readonly #running = new Map<number, Job>();
  readonly #crashes = new Map<PoolWorker, number>();
  readonly #milliseconds = new Map<string, { runs: number; total: number }>();
  #nextId = 1;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#models = options.models;
    this.provider = options.provider ?? 'cpu';
    const entry = options.workerFile ?? path.join(packageRoot(), 'dist', 'engine-worker.js');
    const cpuWorkers = Math.max(1, options.workers ?? Math.min(4, availableParallelism()));
    const providers: Provider[] = Array<Provider>(cpuWorkers).fill('cpu');
    if (this.provider !== 'cpu') providers.unshift(this.provider);
    for (const provider of providers) {
      this.#workers.push(
        new PoolWorker(
          entry,
          provider,
          (reply, worker) => this.#settle(reply, worker),
          (ids, message, worker) => this.#recover(ids, message, worker),
        ),
      );
    }
  }

  /** Runs worth having in flight at once, for the concurrency of stages that feed the pool. */
  get parallelism(): number {
    return this.#workers.length;
  }

  /** Mean milliseconds a run of each model or task took in its worker, preparation of pictures included. */
  get meanMilliseconds(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#milliseconds].map(([model, { runs, total }]) => [model, total / runs]),
    );
  }

  /**
   * Runs one model.
   * @param model id or job of the manifest
   * @param feeds tensors or pictures by input name, or a function that makes them when a worker is free. Their
   *   buffers move to the worker: after the call the caller's arrays are empty.
   * @returns outputs by name, owned by the caller
   * Errors: `cancelled`, `model-missing`, `model-corrupt`, `inference-failed`.
   */
  async run(model: string, feeds: Feeds | (() => Feeds), options: RunOptions = {}): Promise<Tensors> {
    throwIfCancelled(options.signal);
    const file = await this.#fileOf(model, options);
    throwIfCancelled(options.signal);
    const { signal, outputs, weight = 'heavy' } = options;
    const result = await this.#queue(model, weight, signal, (id) => {
      const made = typeof feeds === 'function' ? feeds() : feeds;
      return { request: { type: 'run', id, model: file, feeds: made, outputs }, moved: ownedBuffers(made) };
    });
    return result as Tensors;
  }

  /**
   * Performs a task on a CPU worker, in turn with the networks.
   * Errors: `cancelled`, those of the task, `inference-failed` where the worker dies.
   */
  async perform<Input, Result>(
    task: WorkerTask<Input, Result>,
    input: Input,
    options: TaskOptions = {},
  ): Promise<Result> {
    throwIfCancelled(options.signal);
    const { signal, moved = [] } = options;
    const result = await this.#queue(task.name, 'light', signal, (id) => ({
      request: { type: 'task', id, task: task.name, input },
      moved,
    }));
    return result as Result;
  }

  async #fileOf(model: string, { towards, exact }: RunOptions): Promise<ModelFile> {
    const { path, entry } = await this.#models.resolve(model);
    const quick = int8FileOf(entry, this.provider, exact);
    const from = quick === undefined ? path : (await this.#models.resolve(quick)).path;
    if (towards === undefined || towards.share === 0) return { path: from };
    const { path: to } = await this.#models.resolve(towards.model);
    return { path: from, towards: { path: to, share: towards.share } };
  }

  async #queue(
    name: string,
    weight: 'light' | 'heavy',
    signal: AbortSignal | undefined,
    prepare: (id: number) => Message,
  ): Promise<unknown> {
    if (this.#closed) throw new StudioError('cancelled', 'The inference workers have been closed.');
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const stopListening = (): void => signal?.removeEventListener('abort', onAbort);
      const job: Job = {
        id,
        name,
        weight,
        prepare: () => prepare(id),
        resolve: (result) => {
          stopListening();
          resolve(result);
        },
        reject: (error) => {
          stopListening();
          // Callers reject with the StudioErrors made in this file.
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      const onAbort = (): void => {
        if (!this.#waiting.remove(job)) job.worker?.cancel(id);
        job.reject(new StudioError('cancelled', 'Cancelled.'));
      };
      // One listener a run under way: many faces are no leak.
      if (signal !== undefined) setMaxListeners(0, signal);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(name, job);
      this.#dispatch();
    });
  }

  /** Stops the workers; what is waiting or running rejects with `cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    const lost = [...this.#waiting.drain(), ...this.#running.values()];
    this.#running.clear();
    for (const job of lost) job.reject(new StudioError('cancelled', 'The inference workers were closed.'));
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #dispatch(): void {
    for (let depth = 0; depth < runsPerWorker; depth++) {
      for (const worker of this.#workers) {
        while (worker.load <= depth) {
          const job = this.#waiting.take((candidate) => this.#suits(worker, candidate));
          if (job === undefined) break;
          this.#start(job, worker);
        }
      }
    }
  }

  #suits(worker: PoolWorker, job: Job): boolean {
    if (
      this.#isBroken(worker) &&
      !this.#workers.every((w) => w.provider !== worker.provider || this.#isBroken(w))
    ) {
      return false; // its fellows take the work; when all are broken, the job fails in #start
    }
    if (this.provider === 'cpu') return true;
    return (worker.provider === 'cpu') === (job.weight === 'light');
  }

  #isBroken(worker: PoolWorker): boolean {
    return (this.#crashes.get(worker) ?? 0) >= maximumCrashes;
  }

  #start(job: Job, worker: PoolWorker): void {
    if (this.#isBroken(worker)) {
      job.reject(
        new StudioError(
          'inference-failed',
          `The ${worker.provider} inference worker died ${maximumCrashes} times in a row; ${job.name} was not run. ` +
            'Run `facet doctor`, try `--device cpu`, or free some memory.',
        ),
      );
      return;
    }
    try {
      const { request, moved } = job.prepare();
      worker.start(request, moved);
      job.worker = worker;
      this.#running.set(job.id, job);
    } catch (error) {
      job.reject(error);
    }
  }

  #settle(reply: WorkerReply, worker: PoolWorker): void {
    const job = this.#running.get(reply.id);
    this.#running.delete(reply.id);
    if (reply.type === 'done') this.#crashes.delete(worker);
    if (job !== undefined) {
      if (reply.type === 'done') {
        this.#count(job.name, reply.milliseconds);
        job.resolve(reply.result);
      } else if (reply.type === 'failed' && reply.report !== undefined) {
        job.reject(fromErrorReport(reply.report));
      } else if (reply.type === 'failed') {
        job.reject(
          new StudioError(
            'inference-failed',
            `${job.name} failed on ${worker.provider}: ${reply.message}. ` +
              (worker.provider === 'cpu' ? 'Run `facet models` to check its file.' : 'Try `--device cpu`.'),
          ),
        );
      } else {
        job.reject(new StudioError('cancelled', 'Cancelled.'));
      }
    }
    this.#dispatch();
  }

  #recover(ids: readonly number[], message: string, worker: PoolWorker): void {
    this.#crashes.set(worker, (this.#crashes.get(worker) ?? 0) + 1);
    for (const id of ids) {
      const job = this.#running.get(id);
      this.#running.delete(id);
      job?.reject(
        new StudioError(
          'inference-failed',
          `The ${worker.provider} inference worker died while running ${job.name}: ${message}. ` +
            'It is started again; if it keeps dying, try `--device cpu` or free some memory.',
        ),
      );
    }
    this.#dispatch();
  }

  #count(model: string, milliseconds: number): void {
    const entry = this.#milliseconds.get(model) ?? { runs: 0, total: 0 };
    entry.runs++;
    entry.total += milliseconds;
    this.#milliseconds.set(model, entry);
  }
}
