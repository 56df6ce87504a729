import type { Provider } from './worker-protocol';

/** Gives the pool the verified file of a model: a ModelStore, or a stand-in. */
export interface ModelSource {
  /** `entry.int8` names what processors run in its place. */
  resolve(
    idOrJob: string,
  ): Promise<{ readonly path: string; readonly entry?: { readonly int8?: string | undefined } }>;
}

export interface PoolOptions {
  readonly models: ModelSource;
  /** Where heavy networks run; light ones stay on CPU workers. */
  readonly provider?: Provider;
  /** CPU workers, one thread each; the number of cores, at most 4, by default. */
  readonly workers?: number;
  /** JavaScript entry of the worker; dist/engine-worker.js by default. */
  readonly workerFile?: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Outputs wanted; all by default. The others are not computed where the graph allows. */
  readonly outputs?: readonly string[];
  /**
   * `light` for networks of a few milliseconds, which are faster on a CPU worker than on a GPU;
   * `heavy` (default) for the rest. Without a GPU there is no difference.
   */
  readonly weight?: 'light' | 'heavy';
  /** Runs the network whose weights lie `share` (0..1) of the way to those of another model of the same graph. */
  readonly towards?: { readonly model: string; readonly share: number } | undefined;
  /** Not in 8 bits, which processors compute quicker where the model has such a file. */
  readonly exact?: boolean | undefined;
}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  /** Buffers of the input that move to the worker: afterwards the caller's arrays are empty. */
  readonly moved?: readonly ArrayBuffer[];
}
