import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabFigureCheck } from '../../preload/contract/lab-figures';
import type { Kept, Rows, Table } from './figure';
import { writeFigures } from './write-figures';

const fileOf = (root: string, name: string): string => path.join(root, 'docs', 'figures', `${name}.json`);

/** @throws Error where nothing is kept under that name */
export function readKept(root: string, name: string): Kept {
  const file = fileOf(root, name);
  if (!existsSync(file)) throw new Error(`${file} is not there: nothing is kept of ${name}.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Kept;
}

/** What is kept of earlier versions stays. */
export async function keep(root: string, name: string, rows: Rows): Promise<Kept> {
  const file = fileOf(root, name);
  const earlier = existsSync(file) ? readKept(root, name).earlier : undefined;
  const kept: Kept = { rows: rounded(rows), ...(earlier === undefined ? {} : { earlier }) };
  await writeFigures(file, kept);
  return kept;
}

/** Five digits: more than any table shows. */
function rounded(rows: Rows): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([row, figures]) => [
      row,
      Object.fromEntries(
        Object.entries(figures).map(([measure, value]) => [measure, Number(value.toPrecision(5))]),
      ),
    ]),
  );
}

/** Every kept figure that is judged, beside what was found. */
export function compare(figure: Pick<Table, 'name' | 'judged'>, kept: Rows, found: Rows): LabFigureCheck[] {
  return Object.entries(kept).flatMap(([row, figures]) =>
    Object.entries(figures).flatMap(([measure, known]): LabFigureCheck[] => {
      const judged = figure.judged(measure, row);
      if (judged === undefined) return [];
      const check = { table: figure.name, row, measure, known, noise: judged.noise };
      const now = found[row]?.[measure];
      if (now === undefined) return [{ ...check, fallen: true }];
      const fall = judged.better === 'less' ? now - known : known - now;
      return [{ ...check, found: now, fallen: !(fall <= judged.noise + 1e-9) }];
    }),
  );
}
