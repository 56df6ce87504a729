import type { StudioDocument } from '../../../../../main/engine/studio/document/document-format';
import { History } from '../../../../../main/engine/studio/document/history';

const named = (name: string): StudioDocument => ({ name, media: [] });

test('steps go back and forth by name; a new edit ends what could be redone', () => {
  const history = new History(named('a'));
  history.apply('undo.rename', named('b'));
  history.apply('undo.range', named('c'));
  expect([history.undoName, history.redoName]).toEqual(['undo.range', undefined]);
  history.undo();
  expect([history.document.name, history.undoName, history.redoName]).toEqual([
    'b',
    'undo.rename',
    'undo.range',
  ]);
  history.undo();
  expect(history.undo()).toBe(false);
  history.redo();
  expect(history.document.name).toBe('b');
  history.apply('undo.settings', named('d'));
  expect(history.redo()).toBe(false);
  history.undo();
  expect(history.document.name).toBe('b');
});

test('a drag is one step; another subject, a pause or an undo in between begins a new one', () => {
  let time = 0;
  const history = new History(named('0'), () => time);
  for (const name of ['1', '2', '3']) {
    time += 200;
    history.apply('undo.peopleStrength', named(name), 'one');
  }
  history.apply('undo.peopleStrength', named('4'), 'other');
  time += 5000;
  history.apply('undo.peopleStrength', named('5'), 'other');
  const seen = [];
  while (history.undo()) seen.push(history.document.name);
  expect(seen).toEqual(['4', '3', '0']);
  history.redo();
  history.apply('undo.peopleStrength', named('6'), 'one');
  history.undo();
  expect(history.document.name).toBe('3');
});
