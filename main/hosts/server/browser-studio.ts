import path from 'node:path';
import type { EngineSettings } from '../../../preload/contract/engine';
import { packageRoot } from '../../engine/models/package-root';
import { userDataFolder } from '../data-folder';
import type { EngineChild } from '../engine-link/engine-child';
import { superviseEngine, type EngineLink, type EngineProcessState } from '../engine-link/engine-link';
import { forkEngine } from '../engine-link/fork-engine';
import { createHostState } from '../host-state';
import { createRendererService } from '../renderer-service';
import type { UploadLimits } from '../uploads/receive-upload';
import { startStudioServer } from './studio-server';

export interface BrowserStudioOptions {
  readonly settings: EngineSettings;
  /** 0: any free one. Without it the usual one, or any where that is taken. */
  readonly port?: number;
  readonly address?: '127.0.0.1' | '::1';
  readonly dataFolder?: string;
  readonly pagesFolder?: string;
  readonly uploadsFolder?: string;
  readonly uploadLimits?: UploadLimits;
  /** Told when the engine's process dies, restarts or is given up. */
  readonly onEngine?: (state: EngineProcessState) => void;
  /** Stands in for the forked engine in tests. */
  readonly launch?: () => EngineChild;
}

export interface BrowserStudio {
  readonly url: string;
  readonly port: number;
  readonly engine: EngineLink;
  /** Adds files and folders to the open project. */
  importPaths(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The engine in a process of its own, and a loopback server that shows it to a browser. */
export async function startBrowserStudio(options: BrowserStudioOptions): Promise<BrowserStudio> {
  const dataFolder = options.dataFolder ?? userDataFolder();
  const host = createHostState({
    kind: 'browser',
    canOpenDialog: false,
    canChooseFolder: false,
    canReveal: false,
    canUpdate: false,
    engine: 'restarting',
  });
  const dist = path.join(packageRoot(), 'dist');
  const engine = superviseEngine({
    launch: options.launch ?? (() => forkEngine(path.join(dist, 'engine-process.js'))),
    start: { engine: options.settings, dataFolder },
    onState: (state) => {
      host.setEngine(state);
      options.onEngine?.(state);
    },
  });
  const service = createRendererService({
    engine,
    host,
    shell: { 'shell.checkForUpdates': async () => ({ state: 'unsupported' }) },
  });
  try {
    const server = await startStudioServer({
      engine,
      service,
      pagesFolder: options.pagesFolder ?? path.join(dist, 'renderer'),
      uploadsFolder: options.uploadsFolder ?? path.join(dataFolder, 'uploads'),
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.address === undefined ? {} : { address: options.address }),
      ...(options.uploadLimits === undefined ? {} : { uploadLimits: options.uploadLimits }),
    });
    return {
      url: server.url,
      port: server.port,
      engine,
      async importPaths(paths) {
        await engine.call('host.importPaths', { paths: paths.map((name) => path.resolve(name)) });
      },
      async close() {
        await server.close();
        await engine.dispose();
      },
    };
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}
