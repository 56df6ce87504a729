import { commandFor, conflictsOf, keysOf } from '../../../../renderer/commands/bindings';

const press = { key: 'k', code: 'KeyK', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
const open = { id: 'palette.open', keys: ['mod+k'] };
const kill = { id: 'line.kill', keys: ['Mod+K', 'mod+shift+k'] };

test('edited keys replace the built-in ones; an empty list unbinds', () => {
  expect(keysOf(open, {})).toEqual(['mod+k']);
  expect(keysOf(open, { 'palette.open': ['F2', 'nonsense+x'] })).toEqual(['f2']);
  expect(keysOf(open, { 'palette.open': [] })).toEqual([]);
});

test('the last offered command with the keys runs, unless it cannot', () => {
  expect(commandFor(press, [open, kill], {}, false)?.id).toBe('line.kill');
  expect(commandFor(press, [open, { ...kill, disabled: true }], {}, false)?.id).toBe('palette.open');
  expect(commandFor(press, [open, kill], { 'line.kill': [] }, false)?.id).toBe('palette.open');
  expect(commandFor({ ...press, ctrlKey: false }, [open, kill], {}, false)).toBeUndefined();
});

test('two commands with the same keys, however spelt, are a conflict', () => {
  expect([...conflictsOf([open, kill], {})]).toEqual([['mod+k', ['palette.open', 'line.kill']]]);
  expect(conflictsOf([open, kill], { 'line.kill': ['mod+shift+k'] }).size).toBe(0);
});
