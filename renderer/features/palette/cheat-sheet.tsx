import { useState } from 'react';
import { keysOf } from '../../commands/bindings';
import { useCommandRegistry, useCommands } from '../../commands/command-registry';
import { isMac, showKeys } from '../../commands/key-chord';
import { useSelection } from '../../store/selection';
import { useSettingsPage } from '../../store/settings-page';
import { useMirrors } from '../../store/topics';
import { useWords } from '../../strings/words';
import { Button, Dialog, Kbd } from '../../ui';
import { usePaletteStrings } from './strings';

/** Every shortcut that works here, on one sheet. */
export function CheatSheet() {
  const t = usePaletteStrings();
  const [open, setOpen] = useState(false);
  useCommands([
    {
      id: 'help.shortcuts',
      title: t.cheatSheet,
      group: t.group,
      keys: ['?', 'f1'],
      run: () => setOpen(true),
    },
  ]);
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={setOpen}
      title={t.cheatSheet}
      description={t.cheatSheetText}
      closeLabel={useWords().close}
      actions={
        <Button
          onClick={() => {
            setOpen(false);
            useSettingsPage.getState().open('shortcuts');
            useSelection.getState().setRoom('settings');
          }}
        >
          {t.edit}
        </Button>
      }
    >
      <Sheet />
    </Dialog>
  );
}

function Sheet() {
  const commands = useCommandRegistry((registry) => registry.commands);
  const edits = useMirrors(({ settings }) => settings?.settings.shortcuts) ?? {};
  const bound = [...commands.values()]
    .map((command) => ({ command, keys: keysOf(command, edits) }))
    .filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(bound.map(({ command }) => command.group))];
  return (
    <div className="cheat">
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3 className="caps">{group}</h3>
          <dl>
            {bound
              .filter(({ command }) => command.group === group)
              .map(({ command, keys }) => (
                <div key={command.id}>
                  <dt>{command.title}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key} keys={showKeys(key, isMac)} />
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
