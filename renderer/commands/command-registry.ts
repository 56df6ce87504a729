import { useEffect, useRef } from 'react';
import { create } from 'zustand';

/** Something the user can do by key, by menu or from the command palette. */
export interface Command {
  /** Such as `playback.toggle`; what an edited shortcut is stored under. */
  readonly id: string;
  /** In the user's language. */
  readonly title: string;
  /** Heading in the palette and the shortcut list. */
  readonly group: string;
  /** Built-in keys, such as `space`, `mod+k`, `shift+arrowleft`; `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[];
  /** Present but not to be done now: greyed in the palette. */
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
}

export const useCommandRegistry = create<Registry>(() => ({ commands: new Map() }));

/** Offers commands for as long as the component is mounted. `run` always sees the latest render's values. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(
    commands.map(({ id, title, group, keys, disabled }) => [id, title, group, keys, disabled]),
  );
  useEffect(() => {
    const offered = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    useCommandRegistry.setState(({ commands: before }) => ({
      commands: new Map([...before, ...offered.map((command) => [command.id, command] as const)]),
    }));
    return () => {
      useCommandRegistry.setState(({ commands: before }) => ({
        commands: new Map([...before].filter(([id]) => !offered.some((command) => command.id === id))),
      }));
    };
  }, [shape]);
}
