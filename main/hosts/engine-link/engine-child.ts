import type { MessageChannelLike } from '../../../preload/contract/studio/wire';

/** The engine's process as its host sees it; made by `fork` or by Electron's `utilityProcess`. */
export interface EngineChild extends MessageChannelLike {
  /** `reason` is for people: an exit code or a signal. */
  onExit(listener: (reason: string) => void): () => void;
  /** Ends it at once. */
  kill(): void;
  readonly pid: number | undefined;
}
