import { chordText, matchesChord, parseChord, type KeyPress } from './key-chord';
import type { Command } from './command-registry';

/** Command id -> keys that replace the built-in ones, as user settings keep them. */
export type ShortcutEdits = Readonly<Record<string, readonly string[]>>;

/** The keys in force, in their one spelling; texts that are no chord are left out. */
export function keysOf(command: Pick<Command, 'id' | 'keys'>, edits: ShortcutEdits): readonly string[] {
  return (edits[command.id] ?? command.keys ?? []).flatMap((text) => {
    const chord = parseChord(text);
    return chord === undefined ? [] : [chordText(chord)];
  });
}

/** The command that the press means: the last offered wins, so that what is in front goes before what is behind. */
export function commandFor<C extends Pick<Command, 'id' | 'keys' | 'disabled'>>(
  press: KeyPress,
  commands: Iterable<C>,
  edits: ShortcutEdits,
  mac: boolean,
): C | undefined {
  return [...commands].findLast(
    (command) =>
      command.disabled !== true &&
      keysOf(command, edits).some((text) => {
        const chord = parseChord(text);
        return chord !== undefined && matchesChord(press, chord, mac);
      }),
  );
}

/** Keys -> ids of the commands that claim them, where these are several. */
export function conflictsOf(
  commands: Iterable<Pick<Command, 'id' | 'keys'>>,
  edits: ShortcutEdits,
): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, string[]>();
  for (const command of commands) {
    for (const keys of new Set(keysOf(command, edits)))
      claims.set(keys, [...(claims.get(keys) ?? []), command.id]);
  }
  return new Map([...claims].filter(([, ids]) => ids.length > 1));
}
