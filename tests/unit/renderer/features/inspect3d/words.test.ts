import { expressionName } from '../../../../../renderer/features/inspect3d/expression-name';
import { formatClock } from '../../../../../renderer/features/inspect3d/format-clock';
import { fileStem } from '../../../../../renderer/features/inspect3d/file-stem';

test('expressions are named as words', () => {
  expect(expressionName('mouthSmileLeft')).toBe('Mouth smile left');
  expect(expressionName('jaw_open')).toBe('Jaw open');
});

test('times are minutes and seconds, with tenths only where there are any', () => {
  const clock = (language: 'en' | 'de') => [0, 5, 65.5, 600].map((seconds) => formatClock(seconds, language));
  expect(clock('en')).toEqual(['00:00', '00:05', '01:05.5', '10:00']);
  expect(clock('de')).toEqual(['00:00', '00:05', '01:05,5', '10:00']);
});

test('file names keep letters of every script and nothing that leaves the folder', () => {
  expect(fileStem('Zoë & Jürgen.mp4')).toBe('Zoë-Jürgen');
  expect(fileStem('../../etc/passwd')).toBe('etc-passwd');
  expect(fileStem('???')).toBe('face');
});
