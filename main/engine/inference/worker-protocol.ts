import type { ErrorReport } from '../../../preload/contract/errors';
import type { Device } from '../../../preload/contract/options';
import type { Feeds } from './tensors';

/** What runs a session: every device but the choice itself. */
export type Provider = Exclude<Device, 'auto'>;

/** How a worker is started. */
export interface WorkerSettings {
  readonly provider: Provider;
}

/** Verified ONNX file, or a network on the way from it to another of the same graph (`mixWeights`). */
export interface ModelFile {
  readonly path: string;
  readonly towards?: { readonly path: string; readonly share: number } | undefined;
}

export interface RunRequest {
  readonly type: 'run';
  readonly id: number;
  readonly model: ModelFile;
  readonly feeds: Feeds;
  /** Names of the outputs wanted; all when absent. */
  readonly outputs: readonly string[] | undefined;
}

/** A step of the engine's own work, by its task's name: see worker-task.ts. */
export interface TaskRequest {
  readonly type: 'task';
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

/** Drops a run that has not started. It is answered all the same, as cancelled. */
export interface CancelRequest {
  readonly type: 'cancel';
  readonly id: number;
}

/** Ends the worker after the run under way. */
export interface CloseRequest {
  readonly type: 'close';
}

export type WorkRequest = RunRequest | TaskRequest;
export type WorkerRequest = WorkRequest | CancelRequest | CloseRequest;

export type WorkerReply =
  | { readonly type: 'done'; readonly id: number; readonly result: unknown; readonly milliseconds: number }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly message: string;
      /** Of a task; none where a network failed. */
      readonly report: ErrorReport | undefined;
    }
  | { readonly type: 'cancelled'; readonly id: number };
