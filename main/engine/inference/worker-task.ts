/**
 * A step of the engine's own work that runs in a worker beside the networks: cutting, drawing, fitting, painting.
 * Inputs and results cross between threads by structured clone, so they are plain data and typed arrays.
 */
export interface WorkerTask<Input, Result> {
  /** What the pool and the worker know it by. */
  readonly name: string;
  perform(input: Input): Result | Promise<Result>;
  /** Buffers of a result that move instead of being copied; they must belong to that result alone. */
  movedBuffers(result: Result): readonly ArrayBufferLike[];
}

/** Tasks of any kind, as a worker holds them: it hands over whatever it is sent. */
export type AnyTask = WorkerTask<unknown, unknown>;
