import './style-nonce';
import type { StudioClient } from '../../preload/contract/studio/client';
import { chooseClient, findBridge } from './choose-client';
import { runNativeCommands } from './native-commands';

/** Connects this page with the studio, and the native menus with the page's commands. */
export function connectStudio(page: Window = window): StudioClient {
  const bridge = findBridge(page);
  if (bridge !== undefined) runNativeCommands(bridge);
  return chooseClient(page);
}
