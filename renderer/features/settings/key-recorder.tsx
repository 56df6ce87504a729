import { chordOf, chordText, isMac } from '../../commands/key-chord';
import { useSettingsStrings } from './strings';

export interface KeyRecorderProps {
  readonly label: string;
  /** The keys pressed; undefined where the user thought better of it. */
  readonly onDone: (keys: string | undefined) => void;
}

/** Waits for keys and gives them, whatever they otherwise do. Escape and leaving give nothing. */
export function KeyRecorder({ label, onDone }: KeyRecorderProps) {
  const t = useSettingsStrings();
  return (
    <input
      className="inp shortcut-recorder"
      aria-label={label}
      placeholder={t.pressKeys}
      value=""
      autoFocus
      readOnly
      onBlur={() => onDone(undefined)}
      onKeyDown={(event) => {
        // Tab alone goes on to the next control: nobody is trapped here.
        if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        if (event.key === 'Escape') onDone(undefined);
        else {
          const chord = chordOf(event.nativeEvent, isMac);
          if (chord !== undefined) onDone(chordText(chord));
        }
      }}
    />
  );
}
