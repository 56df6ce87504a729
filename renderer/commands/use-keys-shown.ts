import { useMirrors } from '../store/topics';
import { keysOf } from './bindings';
import { useCommandRegistry } from './command-registry';
import { isMac, showKeys } from './key-chord';

/** The first keys of a command, for show; undefined where it has none or is not offered. */
export function useKeysShown(commandId: string): string | undefined {
  const command = useCommandRegistry(({ commands }) => commands.get(commandId));
  const edits = useMirrors((mirrors) => mirrors.settings?.settings.shortcuts);
  if (command === undefined) return undefined;
  const keys = keysOf(command, edits ?? {}).at(0);
  return keys === undefined ? undefined : showKeys(keys, isMac);
}
