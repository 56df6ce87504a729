import './style-nonce';
import { bridgeName, type StudioBridge } from '../../preload/contract/studio/bridge';
import type { StudioClient } from '../../preload/contract/studio/client';
import { runNativeCommands } from './native-commands';
import { createElectronClient } from './electron-client';
import { createWebSocketClient } from './web-socket-client';

/** The client of the host that this page came from: Electron's bridge where there is one, else the loopback server. */
export function chooseClient(page: Window = window): StudioClient {
  const bridge = (page as unknown as Record<string, StudioBridge | undefined>)[bridgeName];
  if (bridge === undefined) return createWebSocketClient({ origin: page.location.origin });
  runNativeCommands(bridge);
  return createElectronClient(bridge, page.location.origin);
}
