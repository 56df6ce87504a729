import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StudioBridge } from '../../preload/contract/studio/bridge';
import type { StudioClient } from '../../preload/contract/studio/client';
import { runElectronStudio, type ElectronStudioOptions } from '../../main/hosts/electron/electron-studio';
import { studioOrigin } from '../../main/hosts/electron/studio-address';
import { bundleProcess, fakeEngineProcess } from './bundle-process';
import { FakeElectron } from './fake-electron/fake-electron';
import type { FakePage } from './fake-electron/fake-page';
import type { FakeWindow } from './fake-electron/fake-window';
import { until } from './until';

const { createElectronClient } = jest.requireActual<{
  createElectronClient: (bridge: StudioBridge, origin: string) => StudioClient;
}>('../../renderer/client/electron-client');

/** The preload script as the build makes it. */
export const builtPreload = path.join(__dirname, '..', '..', 'dist', 'preload.js');

let bundled: string | undefined;

export interface TestDesktop {
  readonly electron: FakeElectron;
  readonly folder: string;
  window(): FakeWindow;
  page(): FakePage;
  bridge(): StudioBridge;
  client(): StudioClient;
  close(): Promise<void>;
}

/** The desktop studio over a fake Electron: real host, real preload script, a real process with the fake studio. */
export async function openTestDesktop(
  options: Partial<ElectronStudioOptions> & { prepare?: (electron: FakeElectron) => void } = {},
): Promise<TestDesktop> {
  bundled ??= bundleProcess(fakeEngineProcess);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-desktop-'));
  const distFolder = path.join(folder, 'dist');
  mkdirSync(path.join(distFolder, 'renderer'), { recursive: true });
  copyFileSync(bundled, path.join(distFolder, 'engine-process.js'));
  copyFileSync(builtPreload, path.join(distFolder, 'preload.js'));
  writeFileSync(
    path.join(distFolder, 'renderer', 'index.html'),
    '<!doctype html><head></head><body>Facet</body>',
  );
  writeFileSync(path.join(folder, 'secret.html'), 'secret');
  const electron = new FakeElectron(folder);
  options.prepare?.(electron);
  runElectronStudio(electron.facade, {
    distFolder,
    argv: ['/opt/facet/facet-studio'],
    workingFolder: folder,
    platform: 'linux',
    resourcesFolder: folder,
    loadUpdater: () => Promise.reject(new Error('not in this test')),
    ...options,
  });
  const window = () => {
    const [first] = electron.windows;
    if (first === undefined) throw new Error('there is no window');
    return first;
  };
  const page = () => {
    const shown = window().webContents.page;
    if (shown === undefined) throw new Error('there is no page');
    return shown;
  };
  const bridge = () => page().world.facet as StudioBridge;
  if (electron.app.firstInstance) {
    await until(() => electron.windows.length > 0);
    await window().loaded;
  }
  return {
    electron,
    folder,
    window,
    page,
    bridge,
    client: () => createElectronClient(bridge(), studioOrigin),
    async close() {
      electron.app.quit();
      await until(() => electron.app.ended);
    },
  };
}
