import type { StudioBridge } from '../../preload/contract/studio/bridge';
import { useCommandRegistry } from '../commands/command-registry';

/** Carries out what is chosen in the native menus, where the command is offered just now. */
export function runNativeCommands(bridge: Pick<StudioBridge, 'onCommand'>): () => void {
  return bridge.onCommand((id) => {
    const command = useCommandRegistry.getState().commands.get(id);
    if (command !== undefined && command.disabled !== true) command.run();
  });
}
