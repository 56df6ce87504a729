import type { Device } from '../../../preload/contract/options';
import type { Feeds, Tensors } from './tensors';

/** What runs a session: every device but the choice itself. */
export type Provider = Exclude<Device, 'auto'>;

/** How a worker is started. */
export interface WorkerSettings {
  readonly provider: Provider;
}

export interface RunRequest {
  readonly type: 'run';
  readonly id: number;
  /** Verified ONNX file; also the key of the session. */
  readonly modelPath: string;
  readonly feeds: Feeds;
  /** Names of the outputs wanted; all when absent. */
  readonly outputs: readonly string[] | undefined;
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

export type WorkerRequest = RunRequest | CancelRequest | CloseRequest;

export type WorkerReply =
  | { readonly type: 'done'; readonly id: number; readonly tensors: Tensors; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'cancelled'; readonly id: number };
