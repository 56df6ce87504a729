/**
 * Keys with modifiers, such as `mod+shift+k`, `space`, `shift+arrowleft`, `?`. `mod` is Ctrl, or Cmd on a Mac. Letters,
 * digits and named keys take `shift+` explicitly; other signs (`?`, `]`) are what the keyboard's layout made of them,
 * so shift is not asked for.
 */
export interface KeyChord {
  readonly key: string;
  readonly mod: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** What of a keyboard event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const modifiers = ['mod', 'ctrl', 'alt', 'shift'] as const;

/** Undefined where the text is not a chord. */
export function parseChord(text: string): KeyChord | undefined {
  const parts = text
    .toLowerCase()
    .split('+')
    .map((part) => part.trim());
  // `mod++` is the plus key; `mod+` lacks one.
  const plus = text === '+' || text.endsWith('++');
  const key = plus ? '+' : parts.at(-1);
  const before = (plus ? parts.slice(0, -2) : parts.slice(0, -1)) as (typeof modifiers)[number][];
  if (key === undefined || key === '' || before.some((part) => !modifiers.includes(part))) return undefined;
  if ((modifiers as readonly string[]).includes(key)) return undefined;
  return {
    key,
    mod: before.includes('mod'),
    ctrl: before.includes('ctrl'),
    alt: before.includes('alt'),
    shift: before.includes('shift'),
  };
}

/** The chord in its one spelling, so that equal chords are equal texts. */
export function chordText({ key, mod, ctrl, alt, shift }: KeyChord): string {
  return [mod && 'mod', ctrl && 'ctrl', alt && 'alt', shift && 'shift', key].filter(Boolean).join('+');
}

/** The key's name in chords; undefined for a modifier alone or a dead key. */
export function keyName({ key, code }: Pick<KeyPress, 'key' | 'code'>): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key))
    return undefined;
  if (key === ' ') return 'space';
  // Alt makes other signs of letters and digits on some systems; the key itself is meant.
  if (key.length === 1 && /^(Key[A-Z]|Digit[0-9])$/.test(code) && !/^[\x21-\x7e]$/.test(key)) {
    return code.slice(-1).toLowerCase();
  }
  return key.toLowerCase();
}

/** What the user pressed, as a chord; undefined while only modifiers are down. */
export function chordOf(press: KeyPress, mac: boolean): KeyChord | undefined {
  const key = keyName(press);
  if (key === undefined) return undefined;
  return {
    key,
    mod: mac ? press.metaKey : press.ctrlKey,
    ctrl: mac && press.ctrlKey,
    alt: press.altKey,
    shift: press.shiftKey && asksForShift(key),
  };
}

/** Whether the press is the chord. */
export function matchesChord(press: KeyPress, chord: KeyChord, mac: boolean): boolean {
  const pressed = chordOf(press, mac);
  const wanted = mac || !chord.ctrl ? chord : { ...chord, mod: true, ctrl: false };
  return (
    pressed !== undefined &&
    chordText(pressed) === chordText({ ...wanted, shift: wanted.shift && asksForShift(wanted.key) })
  );
}

/** Letters, digits and named keys are the same key with shift; a sign such as `?` is already another one. */
function asksForShift(key: string): boolean {
  return key.length > 1 || /[\p{L}0-9]/u.test(key);
}

const named: Readonly<Record<string, string>> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  space: 'Space',
  escape: 'Esc',
  delete: 'Del',
  backspace: '⌫',
  enter: 'Enter',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

/** For show: `Ctrl K`, `Shift ←`, `⌘ K` on a Mac. */
export function showChord(chord: KeyChord, mac: boolean): string {
  const key =
    named[chord.key] ??
    (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key.replace(/^./, (c) => c.toUpperCase()));
  return [
    chord.mod && (mac ? '⌘' : 'Ctrl'),
    chord.ctrl && (mac ? '⌃' : 'Ctrl'),
    chord.alt && (mac ? '⌥' : 'Alt'),
    chord.shift && (mac ? '⇧' : 'Shift'),
    key,
  ]
    .filter(Boolean)
    .join(' ');
}

/** For show, from the text in which keys are kept; the text itself where it is no chord. */
export function showKeys(text: string, mac: boolean): string {
  const chord = parseChord(text);
  return chord === undefined ? text : showChord(chord, mac);
}

/** Whether keys follow Apple's habits. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);
