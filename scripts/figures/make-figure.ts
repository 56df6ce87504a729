import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { writeAtomically } from '../../main/engine/export/write-atomically';
import type { LabFigureCheck } from '../../preload/contract/lab-figures';
import type { Derived, Figure, Picture, Places, Table } from './figure';
import { compare, keep, readKept } from './kept-figures';
import { fillPlace, placeOf } from './places';
import { StepError, type StepRunner } from './run-steps';

/** What became of a figure. */
export interface Made {
  readonly name: string;
  /** `looked-at`: a picture lies in the folder of the run, to be compared by eye. */
  readonly outcome: 'same' | 'fallen' | 'kept' | 'looked-at' | 'not-made';
  readonly checks?: readonly LabFigureCheck[];
  /** Where it lies, why it was not made, or the table of which nothing is judged. */
  readonly told?: string;
}

export interface Making {
  readonly root: string;
  readonly at: Places;
  readonly steps: StepRunner;
  /** Keep what is found, in the documentation too. */
  readonly update: boolean;
}

/** Runs a figure's commands and compares what they give with what is kept, or keeps it. @throws Error where a command fails */
export async function makeFigure(figure: Exclude<Figure, Derived>, making: Making): Promise<Made> {
  const { at, root, update } = making;
  await mkdir(at.work('.'), { recursive: true });
  if (figure.kind === 'own') return makeOwn(figure, making);
  await making.steps.run(figure.steps(at));
  if (figure.kind === 'picture') return takePictures(figure, making);
  const rows = figure.read((name) => readJson(at.work(name)));
  if (!update) {
    const kept = readKept(root, figure.name);
    const checks = compare(figure, kept.rows, rows);
    return {
      ...{ name: figure.name, checks, outcome: checks.some(({ fallen }) => fallen) ? 'fallen' : 'same' },
      ...(checks.length === 0 ? { told: figure.table({ ...kept, rows }).join('\n') } : {}),
    };
  }
  const kept = await keep(root, figure.name, rows);
  await writePlaces(root, figure, figure.table(kept));
  return { name: figure.name, outcome: 'kept' };
}

async function makeOwn(figure: Extract<Figure, { kind: 'own' }>, making: Making): Promise<Made> {
  const { at, steps, update } = making;
  const list = figure.steps(at);
  const last = list[list.length - 1];
  const run = update ? { ...last, args: [...last.args, '--update'] } : last;
  try {
    await steps.run([...list.slice(0, -1), run]);
  } catch (error) {
    // It says itself which figure fell.
    if (error instanceof StepError && error.code === 1) return { name: figure.name, outcome: 'fallen' };
    throw error;
  }
  return { name: figure.name, outcome: update ? 'kept' : 'same' };
}

async function takePictures(figure: Picture, { root, at, update }: Making): Promise<Made> {
  const names = Object.keys(figure.files);
  if (!update) {
    return { name: figure.name, outcome: 'looked-at', told: names.map((name) => at.work(name)).join(', ') };
  }
  for (const name of names) {
    const target = figure.files[name];
    const made = await readFile(at.work(name));
    const fits = path.extname(name) === path.extname(target) && figure.width === undefined;
    const picture = sharp(made);
    if (figure.width !== undefined) picture.resize({ width: figure.width });
    const bytes = fits ? made : await picture.jpeg({ quality: 88 }).toBuffer();
    await writeAtomically(path.join(root, target), bytes);
  }
  return { name: figure.name, outcome: 'kept' };
}

/** Whether the pages have it as it is put together from what is kept; with `update` it is written there. */
export async function checkDerived(figure: Derived, { root, update }: Making): Promise<Made> {
  if (update) {
    await updateDerived(root, figure);
    return { name: figure.name, outcome: 'kept' };
  }
  const table = figure.table((name) => readKept(root, name)).join('\n');
  const stands = figure.pages.map((page) =>
    placeOf(readFileSync(path.join(root, page), 'utf8'), figure.name),
  );
  if (stands.every((text) => text === table)) return { name: figure.name, outcome: 'same' };
  return { name: figure.name, outcome: 'fallen', told: `it should be:\n${table}` };
}

/** Puts together again what is made of figures that were kept anew. */
export async function updateDerived(root: string, figure: Derived): Promise<void> {
  await writePlaces(
    root,
    figure,
    figure.table((name) => readKept(root, name)),
  );
}

async function writePlaces(
  root: string,
  { name, pages }: Pick<Table | Derived, 'name' | 'pages'>,
  table: readonly string[],
): Promise<void> {
  for (const page of pages) {
    const file = path.join(root, page);
    await writeAtomically(file, fillPlace(await readFile(file, 'utf8'), name, table));
  }
}

/** One value, or of `.jsonl` a value a line. */
function readJson(file: string): unknown {
  if (!existsSync(file)) throw new Error(`${file} was not written`);
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.jsonl')) return JSON.parse(text) as unknown;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as unknown);
}
