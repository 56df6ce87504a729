import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import {
  faceSelectionSchema,
  referenceSchema,
  type FaceSelection,
  type Reference,
} from '../../../preload/contract/options';
import { listOf, suggest } from './suggest';

/**
 * Parsers of option values for commander. Each throws InvalidArgumentError, which commander turns into one line that
 * names the option. The allowed values come from the contract's schemas, never from a second list.
 */
export type ValueParser<T> = (text: string) => T;

/** A word out of a fixed set. */
export function choice<T extends string>(words: readonly T[]): ValueParser<T> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    const meant = suggest(text, words);
    throw new InvalidArgumentError(
      `${meant === undefined ? '' : `Did you mean ${meant}? `}Choose ${listOf(words)}.`,
    );
  };
}

/** Words out of a fixed set, with commas between; each once. */
export function choices<T extends string>(words: readonly T[]): ValueParser<T[]> {
  const one = choice(words);
  return (text) => [...new Set(text.split(',').map((word) => one(word.trim())))];
}

/** A number that a schema accepts; `expected` says in words what that is. */
export function numberFor<T>(schema: z.ZodType<T>, expected: string): ValueParser<T> {
  return (text) => {
    const parsed = schema.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(`Give ${expected}.`);
  };
}

/** Seconds from `12.5`, `1:02.5` or `00:01:02.500`. */
export function seconds(text: string): number {
  const match = /^(?:(?:(\d+):)?([0-5]?\d):(?=[0-5]?\d(?:\.|$)))?(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (match === null) {
    throw new InvalidArgumentError('Give seconds (12.5) or a time (1:02.5, 00:01:02.500).');
  }
  const [, hours = '0', minutes = '0', rest] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** Numbers with commas between. */
export function numbers(text: string): number[] {
  const found = text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  if (found.every((value) => Number.isFinite(value))) return found;
  throw new InvalidArgumentError('Give numbers with commas between, such as 0.5,0.5,1.');
}

/** `name=value`, collected over several options. */
export function namedNumber(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const match = /^\s*([a-z][a-z0-9-]*)\s*=\s*(.+)$/i.exec(text);
  const value = match === null ? Number.NaN : Number(match[2]);
  if (match === null || !Number.isFinite(value)) {
    throw new InvalidArgumentError('Give a name and a number such as fidelity=0.7.');
  }
  return { ...before, [match[1]]: value };
}

/** `photo.jpg` or `clip.mp4`, or `2=photo.jpg` for whom it shows; collected over several options. */
export function reference(text: string, before: readonly Reference[] = []): Reference[] {
  const [, person, file = text] = /^\s*(\d+)\s*=\s*(.+)$/.exec(text) ?? [];
  const parsed = referenceSchema.safeParse({
    file: file.trim(),
    ...(person === undefined ? {} : { person: Number(person) }),
  });
  if (parsed.success) return [...before, parsed.data];
  throw new InvalidArgumentError('Give a picture or clip such as photo.jpg, or 2=photo.jpg for person 2.');
}

/** `all`, `largest` or ids as `facet analyse` prints them: `1,3`. */
export function faceSelection(text: string): FaceSelection {
  const words = text.split(',').map((word) => word.trim());
  const value = words.every((word) => /^\d+$/.test(word)) ? words.map(Number) : text.trim();
  const parsed = faceSelectionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const meant = suggest(text, ['all', 'largest']);
  throw new InvalidArgumentError(
    `${meant === undefined ? '' : `Did you mean ${meant}? `}Choose all, largest, or ids such as 1,3 (facet analyse lists them).`,
  );
}
