/** What stands behind the answering end of a channel. */
export interface WireService {
  /** Rejects with a StudioError. `signal` is aborted when the caller cancels or its channel closes. */
  call(method: string, params: unknown, signal: AbortSignal): Promise<unknown>;
  /** Gives the state at once, then each change. Throws for a topic there is not. Returns its unsubscribe. */
  subscribe(topic: string, listener: (value: unknown) => void): () => void;
}
