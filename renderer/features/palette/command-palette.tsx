import { Command } from 'cmdk';
import { Film, UserRound } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { keysOf } from '../../commands/bindings';
import { useCommandRegistry, useCommands } from '../../commands/command-registry';
import { isMac, showKeys } from '../../commands/key-chord';
import { useSelectedMedia, useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { Kbd } from '../../ui';
import { usePaletteStrings } from './strings';
import './palette.css';

/** Everything that can be done, by name; clips and people as well. */
export function CommandPalette() {
  const t = usePaletteStrings();
  const [open, setOpen] = useState(false);
  useCommands([
    { id: 'palette.open', title: t.commands, group: t.group, keys: ['mod+k'], run: () => setOpen(true) },
  ]);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="dlg-veil" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="sr">{t.commands}</Dialog.Title>
          <PaletteList onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onDone }: { readonly onDone: () => void }) {
  const t = usePaletteStrings();
  const commands = useCommandRegistry((registry) => registry.commands);
  const edits = useMirrors(({ settings }) => settings?.settings.shortcuts) ?? {};
  const media = useMirrors(({ project }) => project?.media) ?? [];
  const selected = useSelectedMedia();
  const { selectMedia, selectPerson, setRoom } = useSelection.getState();
  const offered = [...commands.values()].filter(({ id }) => id !== 'palette.open');
  const groups = [...new Set(offered.map(({ group }) => group))];
  const does = (run: () => void) => () => {
    onDone();
    // The dialog gives the focus back first: a command may want to move it.
    setTimeout(run);
  };
  return (
    <Command loop label={t.commands}>
      <Command.Input className="palette-input" placeholder={t.search} />
      <Command.List className="palette-list" label={t.commands}>
        <Command.Empty className="palette-none">{t.none}</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {offered
              .filter((command) => command.group === group)
              .map((command) => {
                const keys = keysOf(command, edits).at(0);
                return (
                  <Command.Item
                    key={command.id}
                    value={`${command.title} ${command.id}`}
                    keywords={[group]}
                    disabled={command.disabled ?? false}
                    onSelect={does(command.run)}
                  >
                    <span className="grow ell">{command.title}</span>
                    {keys === undefined ? null : <Kbd keys={showKeys(keys, isMac)} />}
                  </Command.Item>
                );
              })}
          </Command.Group>
        ))}
        {media.length === 0 ? null : (
          <Command.Group heading={t.media}>
            {media.slice(0, 200).map((item) => (
              <Command.Item
                key={item.id}
                value={`${item.name} ${item.id}`}
                onSelect={does(() => {
                  selectMedia(item.id);
                  setRoom('compare');
                })}
              >
                <Film />
                <span className="grow ell">{item.name}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {selected === undefined || selected.people.length === 0 ? null : (
          <Command.Group heading={t.people}>
            {selected.people.map((person) => (
              <Command.Item
                key={person.id}
                value={`${person.name} person-${person.id}`}
                onSelect={does(() => selectPerson(person.id))}
              >
                <UserRound />
                <span className="grow ell">{person.name}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
