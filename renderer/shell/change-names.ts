import { useShellStrings } from './strings';

/** What undo and redo would do, in words. The engine names a change by a key of the catalogue. */
export function useChangeNames() {
  const t = useShellStrings();
  const what = (key: string | undefined): string | undefined =>
    key !== undefined && key in t ? (t[key as keyof typeof t] as string) : undefined;
  return {
    undo: (key: string | undefined) => {
      const name = what(key);
      return name === undefined ? t.undo : t.undoWhat(name);
    },
    redo: (key: string | undefined) => {
      const name = what(key);
      return name === undefined ? t.redo : t.redoWhat(name);
    },
  };
}
