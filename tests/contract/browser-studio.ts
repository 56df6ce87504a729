import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../preload/contract/studio/client';
import { forkEngine } from '../../main/hosts/engine-link/fork-engine';
import {
  startBrowserStudio,
  type BrowserStudio,
  type BrowserStudioOptions,
} from '../../main/hosts/server/browser-studio';
import { bundleProcess, fakeEngineProcess } from './bundle-process';

// Through jest's own loader: the renderer's sources are checked with the DOM's types, these tests with Node's.
const { createWebSocketClient } = jest.requireActual<{
  createWebSocketClient: (options: { origin: string; open: (url: string) => unknown }) => StudioClient & {
    close(): void;
  };
}>('../../renderer/client/web-socket-client');

let bundled: string | undefined;

export interface TestStudio extends BrowserStudio {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** `name=value`, as a browser would send it back. */
  readonly cookie: string;
  readonly folder: string;
  /** Connects as the page does. */
  client(): StudioClient & { close(): void };
  /** A request of the page. */
  get(resource: string, init?: RequestInit): Promise<Response>;
}

/** The real loopback server and a real engine process with the fake studio inside. */
export async function openTestStudio(options: Partial<BrowserStudioOptions> = {}): Promise<TestStudio> {
  bundled ??= bundleProcess(fakeEngineProcess);
  const file = bundled;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-studio-'));
  const pagesFolder = path.join(folder, 'pages');
  mkdirSync(path.join(pagesFolder, 'assets'), { recursive: true });
  writeFileSync(
    path.join(pagesFolder, 'index.html'),
    '<!doctype html><html><head></head><body>Facet</body></html>',
  );
  writeFileSync(path.join(pagesFolder, 'assets', 'index-a1.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  const studio = await startBrowserStudio({
    settings: {},
    port: 0,
    dataFolder: path.join(folder, 'data'),
    pagesFolder,
    launch: () => forkEngine(file),
    ...options,
  });
  const origin = `http://127.0.0.1:${studio.port}`;
  const first = await fetch(studio.url, { redirect: 'manual' });
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0];
  return {
    ...studio,
    get engine() {
      return studio.engine;
    },
    origin,
    cookie,
    folder,
    client: () =>
      createWebSocketClient({
        origin,
        open: (url) => new WebSocket(url, { headers: { cookie, origin } }),
      }),
    get: (resource, init) =>
      fetch(`${origin}${resource}`, { ...init, headers: { cookie, ...(init?.headers as object) } }),
  };
}
