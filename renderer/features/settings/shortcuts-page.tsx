import { useMemo, useState } from 'react';
import { conflictsOf, keysOf } from '../../commands/bindings';
import { useCommandRegistry, type Command } from '../../commands/command-registry';
import { isMac, showKeys } from '../../commands/key-chord';
import { Button, TextInput } from '../../ui';
import { ShortcutRow } from './shortcut-row';
import { useSettingsStrings } from './strings';
import { useSettings } from './use-settings';

/** Every command with its keys: search, add, remove, and see what clashes. */
export function ShortcutsPage() {
  const t = useSettingsStrings();
  const { settings, change } = useSettings();
  const commands = useCommandRegistry((registry) => registry.commands);
  const [query, setQuery] = useState('');
  const edits = settings.shortcuts;
  const conflicts = useMemo(() => conflictsOf(commands.values(), edits), [commands, edits]);
  const wanted = query.trim().toLowerCase();
  const found = [...commands.values()].filter((command) =>
    [command.title, command.group, ...keysOf(command, edits).map((keys) => showKeys(keys, isMac))].some(
      (text) => text.toLowerCase().includes(wanted),
    ),
  );
  const groups = [...new Set(found.map(({ group }) => group))];

  const setKeys = ({ id, keys: builtIn }: Command, keys: readonly string[] | undefined) => {
    const others = Object.fromEntries(Object.entries(edits).filter(([other]) => other !== id));
    const same = keys !== undefined && JSON.stringify(keys) === JSON.stringify(builtIn ?? []);
    change({ shortcuts: keys === undefined || same ? others : { ...others, [id]: [...keys] } });
  };

  return (
    <>
      <div className="row settings-tools">
        <TextInput
          type="search"
          aria-label={t.searchShortcuts}
          placeholder={t.searchShortcuts}
          value={query}
          onChange={setQuery}
        />
        <Button disabled={Object.keys(edits).length === 0} onClick={() => change({ shortcuts: {} })}>
          {t.resetAll}
        </Button>
      </div>
      <p className="tx3 settings-note">{t.shortcutsText}</p>
      {found.length === 0 ? <p className="tx2">{t.noneFound}</p> : null}
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h2 className="caps">{group}</h2>
          <ul className="settings-card">
            {found
              .filter((command) => command.group === group)
              .map((command) => (
                <ShortcutRow
                  key={command.id}
                  command={command}
                  keys={keysOf(command, edits)}
                  edited={command.id in edits}
                  conflict={(keys) =>
                    (conflicts.get(keys) ?? [])
                      .filter((id) => id !== command.id)
                      .map((id) => commands.get(id)?.title ?? id)
                  }
                  onChange={(keys) => setKeys(command, keys)}
                />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
