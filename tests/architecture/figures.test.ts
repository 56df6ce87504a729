import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext, createProgram } from '../../main/hosts/cli/program';
import { readKept } from '../../scripts/figures/kept-figures';
import { otherPictures, otherTables } from '../../scripts/figures/not-figures';
import { marksOf, placeOf } from '../../scripts/figures/places';
import { figures } from '../../scripts/figures/registry';
import { fileOf } from '../../scripts/figures/run-steps';
import { commandOf } from '../../scripts/figures/step';
import { fakeHost } from '../unit/hosts/cli/fake-host';
import { root } from './source-files';

const read = (page: string) => readFileSync(path.join(root, page), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const tables = figures.filter((figure) => figure.kind === 'table');
const at = { of: (material: string) => `/given/${material}`, work: (name: string) => `/work/${name}` };
const steps = figures.flatMap((figure) => (figure.kind === 'derived' ? [] : figure.steps(at)));

/** First lines of the tables of a page that stand outside the places of the registry. */
function unmarkedTables(text: string): string[] {
  const known = new Set(figures.flatMap(marksOf));
  let inside = false;
  const lines = text.split('\n');
  return lines.filter((line, i) => {
    const [, end, mark] = /^<!-- (\/?)([a-z]+:[a-z-]+) -->$/.exec(line) ?? [];
    if (mark !== undefined && known.has(mark)) inside = end === '';
    return !inside && line.startsWith('|') && /^\|[-| :]+\|$/.test(lines[i + 1] ?? '');
  });
}

/** Options of a command of `facet`, its own or every command's, that it does not have. */
function unknownOptions(name: string, args: readonly string[]): string[] {
  const program = createProgram(createContext(fakeHost(), () => undefined));
  const command = program.commands.find((one) => one.name() === name);
  const below = command?.commands.find((one) => one.name() === args[0]);
  const known = [program, command, below].flatMap((one) => one?.options.map(({ long }) => long) ?? []);
  return command === undefined
    ? [name]
    : args.filter((word) => word.startsWith('--') && !known.includes(word));
}

/** The text that names a program's options; Python's scripts share theirs. */
function sourceOf(file: string): string {
  const [, built] = /^dist\/(.*)\.js$/.exec(file) ?? [];
  if (file.endsWith('.py')) return `${read(file)}${read('native-models/training/evaluate.py')}`;
  return read(built === undefined ? file : (sourceOfBuilt(built) ?? ''));
}

function sourceOfBuilt(name: string): string | undefined {
  return new RegExp(`^  '?${name}'?: '([^']+)',$`, 'm').exec(read('scripts/build.mjs'))?.[1];
}

test('names are told once', () => {
  const names = figures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(pages)(
  'every table of %s is made by a command of the registry, or said to be no figures',
  (page) => {
    const known = Object.keys(otherTables[page] ?? {});
    expect([...new Set(unmarkedTables(read(page)))]).toEqual(known);
  },
);

test('the checker sees a table outside, and none inside, the places', () => {
  const table = '| a | b |\n|---|---|\n| 1 | 2 |\n';
  expect(unmarkedTables(table)).toEqual(['| a | b |']);
  expect(unmarkedTables(`<!-- figures:restorer -->\n${table}<!-- /figures:restorer -->\n`)).toEqual([]);
  expect(unmarkedTables(`<!-- figures:unheard-of -->\n${table}<!-- /figures:unheard-of -->\n`)).toHaveLength(
    1,
  );
});

test.each(pages)('every picture of %s is made by a command of the registry, or said not to be', (page) => {
  const made = figures.flatMap((figure) => (figure.kind === 'picture' ? Object.values(figure.files) : []));
  const known = [...made, ...Object.keys(otherPictures)];
  const shown = [...read(page).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) =>
    path.posix.join(path.posix.dirname(page), file),
  );
  expect(shown.filter((file) => !known.some((one) => file === one || file.startsWith(`${one}/`)))).toEqual(
    [],
  );
});

const placed = tables.flatMap((figure) => figure.pages.map((page) => [figure.name, page] as const));

test.each(placed)('%s stands in %s as it is kept', (name, page) => {
  const figure = tables.find((one) => one.name === name);
  expect(placeOf(read(page), name)).toBe(figure?.table(readKept(root, name)).join('\n'));
});

test('what is put together from kept figures stands so too', () => {
  const derived = figures.filter((figure) => figure.kind === 'derived');
  expect(derived.length).toBeGreaterThan(0);
  for (const figure of derived) {
    const table = figure.table((name) => readKept(root, name));
    for (const page of figure.pages) expect(placeOf(read(page), figure.name)).toBe(table.join('\n'));
  }
});

test('nothing is kept that no figure has', () => {
  const kept = readdirSync(path.join(root, 'docs', 'figures')).map((file) => path.parse(file).name);
  expect(kept.sort()).toEqual(tables.map(({ name }) => name).sort());
});

test('every program that makes a figure is there', () => {
  const isThere = (file: string): boolean => {
    const [, built] = /^dist\/(.*)\.js$/.exec(file) ?? [];
    const source = built === undefined ? file : sourceOfBuilt(built);
    return source !== undefined && existsSync(path.join(root, source));
  };
  expect(steps.length).toBeGreaterThan(50);
  expect(steps.filter((step) => !isThere(fileOf(step))).map(commandOf)).toEqual([]);
  expect(isThere('dist/no-such-program.js')).toBe(false);
});

test('every option that makes a figure is one of its program', () => {
  const options = (args: readonly string[]) => args.filter((word) => word.startsWith('--'));
  for (const step of steps) {
    if (step.program === 'facet') continue;
    const source = sourceOf(fileOf(step));
    const unknown = options(step.args).filter((option) => !source.includes(option.slice(2)));
    expect([commandOf(step), unknown]).toEqual([commandOf(step), []]);
  }
});

test('every command of facet that makes a figure is one, with those options', () => {
  for (const { program, name, args } of steps) {
    if (program !== 'facet') continue;
    const unknown = unknownOptions(name, args);
    expect([name, args, unknown]).toEqual([name, args, []]);
  }
  expect(unknownOptions('enhance', ['--no-such-option'])).toEqual(['--no-such-option']);
});
