import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { acrossBridge } from './context-bridge';
import type { FakeIpcMain } from './fake-ipc-main';
import type { FakeWebContents } from './fake-window';

/**
 * The page of a window after its preload script ran: sandboxed, so the script can require nothing but Electron's
 * renderer half; what it exposes is in `world`, copied as the context bridge copies.
 */
export class FakePage {
  readonly world: Record<string, unknown> = {};
  /** Paths of files by the `File` that stands for them, as the system's drag and drop would know them. */
  readonly filePaths = new Map<File, string>();
  private readonly incoming = new EventEmitter();
  private open = true;

  constructor(contents: FakeWebContents, ipcMain: FakeIpcMain, preload: string) {
    const event = () => ({ sender: contents, senderFrame: contents.mainFrame });
    const ipcRenderer = {
      on: (channel: string, listener: (...values: unknown[]) => void) => this.incoming.on(channel, listener),
      off: (channel: string, listener: (...values: unknown[]) => void) =>
        this.incoming.off(channel, listener),
      send: (channel: string, ...values: unknown[]) => {
        const copies = structuredClone(values);
        queueMicrotask(() => ipcMain.emit(channel, event(), ...copies));
      },
      invoke: async (channel: string, ...values: unknown[]) =>
        structuredClone(await ipcMain.invoke(channel, event(), structuredClone(values))),
    };
    const electron = {
      ipcRenderer,
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => {
          if (name in this.world)
            throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
          this.world[name] = acrossBridge(api);
        },
      },
      webUtils: { getPathForFile: (file: File) => this.filePaths.get(file) ?? '' },
    };
    const sandboxedRequire = (name: string) => {
      if (name === 'electron') return electron;
      throw new Error(`module not found: ${name} (a sandboxed preload script can require only electron)`);
    };
    // oxlint-disable-next-line typescript/no-implied-eval -- the built script, run with what a sandbox gives it
    const run = new Function('require', 'process', 'module', 'exports', readFileSync(preload, 'utf8')) as (
      ...values: unknown[]
    ) => void;
    if (!path.isAbsolute(preload)) throw new Error('preload must be an absolute path');
    run(sandboxedRequire, { platform: 'linux', type: 'renderer' }, { exports: {} }, {});
  }

  receive(channel: string, values: readonly unknown[]): void {
    const copies = structuredClone(values);
    queueMicrotask(() => {
      if (this.open) this.incoming.emit(channel, { sender: 'the whole of ipcRenderer' }, ...copies);
    });
  }

  close(): void {
    this.open = false;
    this.incoming.removeAllListeners();
  }
}
