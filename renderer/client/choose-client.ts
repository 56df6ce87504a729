import { bridgeName, type StudioBridge } from '../../preload/contract/studio/bridge';
import type { StudioClient } from '../../preload/contract/studio/client';
import { createElectronClient } from './electron-client';
import { createWebSocketClient } from './web-socket-client';

/** What Electron's preload script put into the page; undefined in a browser. */
export function findBridge(page: Window): StudioBridge | undefined {
  return (page as unknown as Record<string, StudioBridge | undefined>)[bridgeName];
}

/** The client of the host that this page came from: Electron's bridge where there is one, else the loopback server. */
export function chooseClient(page: Window): StudioClient {
  const bridge = findBridge(page);
  const { origin } = page.location;
  return bridge === undefined ? createWebSocketClient({ origin }) : createElectronClient(bridge, origin);
}
