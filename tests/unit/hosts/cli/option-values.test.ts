import { z } from 'zod';
import { taskSchema } from '../../../../preload/contract/options';
import { choice, faceSelection, numberFor, seconds } from '../../../../main/hosts/cli/option-values';
import { listOf, suggest } from '../../../../main/hosts/cli/suggest';

describe('seconds', () => {
  test.each([
    ['0', 0],
    ['12.5', 12.5],
    ['90', 90],
    ['1:02.5', 62.5],
    ['00:01:02.500', 62.5],
    ['1:00:00', 3600],
    ['10:59:59.999', 39599.999],
  ])('%s is %d s', (text, expected) => {
    expect(seconds(text)).toBeCloseTo(expected, 9);
  });

  test.each(['', '-3', '1:60', '1:2:3:4', '1:', ':30', '1:30:', 'ten', '1,5', '61:00:00:00', '1:75.2'])(
    '%s is refused',
    (text) => {
      expect(() => seconds(text)).toThrow(/seconds/);
    },
  );
});

describe('choice', () => {
  const task = choice(taskSchema.options);

  test('takes the words of the contract', () => {
    expect(taskSchema.options.map(task)).toEqual(['restore', 'sr', 'deblur']);
  });

  test('suggests the near word and lists all', () => {
    expect(() => task('restor')).toThrow('Did you mean restore? Choose restore, sr or deblur.');
    expect(() => task('banana')).toThrow(/^Choose restore, sr or deblur\.$/);
  });
});

describe('faceSelection', () => {
  test.each([
    ['all', 'all'],
    ['largest', 'largest'],
    ['2', [2]],
    ['1, 3', [1, 3]],
  ])('%s', (text, expected) => {
    expect(faceSelection(text)).toEqual(expected);
  });

  test('refuses id 0, nothing, and a mistyped word', () => {
    expect(() => faceSelection('0')).toThrow(/ids such as/);
    expect(() => faceSelection('')).toThrow(/Choose/);
    expect(() => faceSelection('bigest')).toThrow('Did you mean largest?');
  });
});

test('numberFor refuses what the schema refuses, and empty text', () => {
  const unit = numberFor(z.number().min(0).max(1), 'a number from 0 to 1');
  expect(unit('0.25')).toBe(0.25);
  for (const text of ['', ' ', '2', 'x', 'Infinity'])
    expect(() => unit(text)).toThrow('a number from 0 to 1');
});

test('suggest finds near words only', () => {
  expect(suggest('hvec', ['h264', 'hevc', 'av1'])).toBe('hevc');
  expect(suggest('cdua', ['auto', 'cpu', 'cuda'])).toBe('cuda');
  expect(suggest('zzzz', ['auto', 'cpu', 'cuda'])).toBeUndefined();
});

test('listOf', () => {
  expect(listOf(['a'])).toBe('a');
  expect(listOf(['a', 'b', 'c'])).toBe('a, b or c');
});
