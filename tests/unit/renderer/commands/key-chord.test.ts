import {
  chordOf,
  chordText,
  matchesChord,
  parseChord,
  showKeys,
  type KeyPress,
} from '../../../../renderer/commands/key-chord';

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...change };
}

const matches = (text: string, pressed: KeyPress, mac = false): boolean => {
  const chord = parseChord(text);
  if (chord === undefined) throw new Error(`no chord: ${text}`);
  return matchesChord(pressed, chord, mac);
};

test('a chord has one spelling, whatever the order and case of its parts', () => {
  const spelt = ['Shift+MOD+k', 'mod+shift+K']
    .map((text) => parseChord(text))
    .map((chord) => chord && chordText(chord));
  expect(spelt).toEqual(['mod+shift+k', 'mod+shift+k']);
});

test('what is no chord is refused', () => {
  expect(['', 'mod', 'shift+', 'hyper+k', 'mod+shift'].map(parseChord)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(['+', 'mod++'].map((text) => parseChord(text)?.key)).toEqual(['+', '+']);
});

test('mod is Ctrl, and Cmd on a Mac', () => {
  expect(matches('mod+k', press('k', { ctrlKey: true }))).toBe(true);
  expect(matches('mod+k', press('k', { metaKey: true }))).toBe(false);
  expect(matches('mod+k', press('k', { metaKey: true }), true)).toBe(true);
  expect(matches('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
});

test('no modifier more and none less', () => {
  expect(matches('k', press('k', { ctrlKey: true }))).toBe(false);
  expect(matches('mod+k', press('k'))).toBe(false);
  expect(matches('shift+arrowleft', press('ArrowLeft', { shiftKey: true }))).toBe(true);
  expect(matches('arrowleft', press('ArrowLeft', { shiftKey: true }))).toBe(false);
});

test('a letter with shift arrives as a capital', () => {
  expect(matches('mod+shift+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(matches('mod+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
});

test('signs are what the layout makes of them: shift is not asked for', () => {
  // `?` is shift and / on an American keyboard, shift and ß on a German one.
  expect(matches('?', press('?', { shiftKey: true, code: 'Slash' }))).toBe(true);
  expect(matches('?', press('?', { shiftKey: true, code: 'Minus' }))).toBe(true);
  expect(matches(']', press(']', { altKey: false }))).toBe(true);
});

test('alt with a letter is that letter, whatever sign a Mac makes of it', () => {
  expect(matches('alt+c', press('ç', { altKey: true, code: 'KeyC' }), true)).toBe(true);
});

test('modifiers alone are nothing yet', () => {
  expect(['Control', 'Shift', 'Alt', 'Meta', 'Dead'].map((key) => chordOf(press(key), false))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test('what was recorded is matched by the same press', () => {
  for (const pressed of [
    press('K', { ctrlKey: true, shiftKey: true }),
    press(' ', { code: 'Space' }),
    press('?', { shiftKey: true }),
    press('F1'),
    press('+', { ctrlKey: true, shiftKey: true }),
  ]) {
    const chord = chordOf(pressed, false);
    expect(chord && matches(chordText(chord), pressed)).toBe(true);
  }
});

test('keys are shown as they stand on the keyboard', () => {
  expect(
    ['mod+k', 'shift+arrowleft', 'space', 'mod+shift+z', '?'].map((keys) => showKeys(keys, false)),
  ).toEqual(['Ctrl K', 'Shift ←', 'Space', 'Ctrl Shift Z', '?']);
  expect(showKeys('mod+k', true)).toBe('⌘ K');
});
