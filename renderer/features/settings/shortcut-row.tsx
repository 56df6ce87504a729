import { Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { Command } from '../../commands/command-registry';
import { isMac, showKeys } from '../../commands/key-chord';
import { IconButton } from '../../ui';
import { KeyRecorder } from './key-recorder';
import { useSettingsStrings } from './strings';

export interface ShortcutRowProps {
  readonly command: Command;
  readonly keys: readonly string[];
  /** The user changed them. */
  readonly edited: boolean;
  /** Titles of other commands with the same keys. */
  readonly conflict: (keys: string) => readonly string[];
  /** Undefined: the built-in ones again. */
  readonly onChange: (keys: readonly string[] | undefined) => void;
}

/** One command's keys. */
export function ShortcutRow({ command, keys, edited, conflict, onChange }: ShortcutRowProps) {
  const t = useSettingsStrings();
  const [recording, setRecording] = useState(false);
  const others = [...new Set(keys.flatMap(conflict))];
  return (
    <li className="shortcut">
      <span className="grow ell">{command.title}</span>
      {others.length === 0 ? null : <span className="warnc t11 ell">{t.conflict(others.join(', '))}</span>}
      <span className="row shortcut-keys">
        {keys.map((text) => (
          <span key={text} className="shortcut-key">
            <kbd>{showKeys(text, isMac)}</kbd>
            <button
              type="button"
              aria-label={t.removeKeys(showKeys(text, isMac), command.title)}
              onClick={() => onChange(keys.filter((other) => other !== text))}
            >
              <X />
            </button>
          </span>
        ))}
        {recording ? (
          <KeyRecorder
            label={t.recording(command.title)}
            onDone={(text) => {
              setRecording(false);
              if (text !== undefined && !keys.includes(text)) onChange([...keys, text]);
            }}
          />
        ) : (
          <IconButton
            small
            label={t.addKeys(command.title)}
            icon={<Plus />}
            onClick={() => setRecording(true)}
          />
        )}
        <IconButton
          small
          className={edited ? '' : 'hidden'}
          label={t.resetKeys(command.title)}
          icon={<RotateCcw />}
          disabled={!edited}
          onClick={() => onChange(undefined)}
        />
      </span>
    </li>
  );
}
