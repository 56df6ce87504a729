import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseSource, root, scriptFiles, sourceFiles, type SourceFile } from './source-files';

type Names = Readonly<Record<string, string>>;
interface PackageFile {
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly optionalDependencies?: Names;
}

function packageFile(folder: string): PackageFile {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as PackageFile;
}

/** What comes with an installation, and what only with a checkout. */
function listedIn({ dependencies, devDependencies, optionalDependencies }: PackageFile) {
  const installed = new Set(Object.keys({ ...dependencies, ...optionalDependencies }));
  return { installed, all: new Set([...installed, ...Object.keys(devDependencies ?? {})]) };
}

/** Imports of packages that are neither Node's own nor listed, as `file: package`. */
function unlisted(files: readonly SourceFile[], listed: ReadonlySet<string>): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ target, inRepository }) => !inRepository && !builtinModules.includes(target))
      .filter(({ target }) => !listed.has(target))
      .map(({ target }) => `${file.path}: ${target}`),
  );
}

/** A package of its own within the repository. */
const converter = 'native-models/convert';
const folders = ['main', 'preload', 'renderer', 'tests', 'assets', 'scripts', 'native-models'];
const own = listedIn(packageFile('.'));

test('every import names a package that package.json lists', () => {
  const files = [...sourceFiles(...folders), ...scriptFiles('.', ...folders)];
  const ours = files.filter((file) => !file.path.startsWith(`${converter}/`));
  expect(ours.length).toBeGreaterThan(500);
  expect(unlisted(ours, own.all)).toEqual([]);
});

test('so does the converter, which is a package of its own', () => {
  const files = sourceFiles(converter);
  expect(files.length).toBeGreaterThan(10);
  expect(unlisted(files, listedIn(packageFile(converter)).all)).toEqual([]);
});

test('what an installation runs is installed with it', () => {
  const run = sourceFiles('main').map((file) => ({
    ...file,
    // Electron is what runs it.
    imports: file.imports.filter(({ target, typeOnly }) => !typeOnly && target !== 'electron'),
  }));
  expect(unlisted(run, own.installed)).toEqual([]);
});

test.each([
  [`import Ajv from 'ajv-formats';`, ['x.ts: ajv-formats']],
  [`import '@scope/name/deep.css';`, ['x.ts: @scope/name']],
  [`const { load } = jest.requireActual<object>('js-toml');`, ['x.ts: js-toml']],
  [`import { readFile } from 'fs/promises'; import 'node:timers/promises'; import zod from 'zod';`, []],
])('the checker reads %s', (text, found) => {
  expect(unlisted([parseSource('x.ts', text)], own.all)).toEqual(found);
});
