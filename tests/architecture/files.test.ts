import { sourceFiles, type SourceFile } from './source-files';

const files = sourceFiles('main', 'preload', 'renderer', 'tests', 'assets', 'scripts');
const limit = 300;

/** A file past the limit says why in its first lines: `// Long because …`. */
function isTooLong({ text }: Pick<SourceFile, 'text'>): boolean {
  const lines = text.trimEnd().split('\n');
  return lines.length > limit && !lines.slice(0, 15).some((line) => /\bLong because\b/.test(line));
}

function hasDrawerName(path: string): boolean {
  return path.split('/').some((part) => /^(utils?|helpers?|misc|common)(\.tsx?)?$/i.test(part));
}

test('no file is past 300 lines without saying why', () => {
  expect(files.filter(isTooLong).map(({ path }) => path)).toEqual([]);
  expect(isTooLong({ text: 'x\n'.repeat(limit + 1) })).toBe(true);
  expect(isTooLong({ text: `/** Long because it is one table. */\n${'x\n'.repeat(limit)}` })).toBe(false);
});

test('nothing is called utils, helpers, misc or common', () => {
  expect(files.map(({ path }) => path).filter(hasDrawerName)).toEqual([]);
  expect(['main/utils/x.ts', 'main/engine/helpers.ts', 'tests/common/y.ts'].every(hasDrawerName)).toBe(true);
  expect(hasDrawerName('main/engine/common-points.ts')).toBe(false);
});

test('file names are kebab-case', () => {
  const odd = files
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(name));
  expect(odd).toEqual([]);
});
