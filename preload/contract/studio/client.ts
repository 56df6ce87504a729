import type { Calls, HostMethods, ShellMethods, StudioMethods } from './methods';
import type { ModelOffer } from './machine';
import type { TopicName, TopicValue } from './topics';

/** What the renderer talks to; made by the Electron bridge or over a WebSocket. */
export interface StudioClient {
  call<K extends keyof RendererCalls>(
    method: K,
    params: Parameters<RendererCalls[K]>[0],
    options?: { readonly signal?: AbortSignal },
  ): ReturnType<RendererCalls[K]>;
  /** Snapshot first, then each change. Returns its unsubscribe. */
  subscribe<K extends TopicName>(topic: K, listener: (value: TopicValue<K>) => void): () => void;
  /** The address of a path of `resourcePaths`. */
  resourceUrl(path: string): string;
  /** Imports files that the user dropped, pasted or picked; gives the media ids. */
  importFiles(files: readonly File[], options?: ImportOptions): Promise<readonly string[]>;
  /** Sends a file that may become a model. Where the host has file dialogs, `shell.chooseModel` does without. */
  offerModel(file: File, options?: ImportOptions): Promise<ModelOffer>;
  /** Told when the connection is lost and when it is back. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

export interface ImportOptions {
  readonly signal?: AbortSignal;
  /** Called as bytes are sent, where files have to be (the browser's host); never where only their paths travel. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
}

export type RendererCalls = Calls<StudioMethods> & Calls<ShellMethods>;

/** What a host talks to: the engine in its own process. */
export type EngineCalls = Calls<StudioMethods> & Calls<HostMethods>;
