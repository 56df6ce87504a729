import type { ErrorReport } from '../errors';
import type { ShellMethods, StudioMethods } from './methods';
import type { TopicName } from './topics';

/** An answer as it crosses Electron's context bridge, which strips errors of all but their message. */
export type Outcome =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: ErrorReport };

/**
 * What the preload script puts into the page as `window.facet`: one verb for each declared method and topic, and what
 * only a desktop has. No path and no `ipcRenderer` gets through.
 */
export interface StudioBridge {
  readonly calls: Readonly<
    Record<keyof StudioMethods | keyof ShellMethods, (params: unknown, ticket: number) => Promise<Outcome>>
  >;
  /** Cancels the call that was made with this ticket. */
  cancel(ticket: number): void;
  readonly topics: Readonly<Record<TopicName, (listener: (value: unknown) => void) => () => void>>;
  /**
   * Imports files that have a path on this computer. `withoutPath` are the indices of those that have none (pictures
   * from the clipboard, for example): their bytes are uploaded instead.
   */
  importFiles(
    files: readonly File[],
  ): Promise<{ readonly imported: Outcome; readonly withoutPath: readonly number[] }>;
  /** Commands chosen in the native menus. */
  onCommand(listener: (commandId: string) => void): () => void;
  readonly platform: string;
}

/** Name of the bridge in the page. */
export const bridgeName = 'facet';
