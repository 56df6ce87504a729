import {
  labFigureFacts,
  labFigureNames,
  labFigureOf,
  type LabFigures,
} from '../../../../preload/contract/lab';
import type { LabFigureCheck, LabKnownRun } from '../../../../preload/contract/lab-figures';
import { clipFigureOf, clipFigures, clipWords } from '../report/clip-tables';
import { fitRowName, fitWords } from '../report/fit-tables';
import { sizeText } from '../report/lab-tables';

type Tables = LabKnownRun['tables'];
type Row = Tables[string][string];

/** All figures of a run's tables, by table, row and measure. */
export function figuresByTable({ rows, clips, fits }: LabFigures): Tables {
  const row = (figures: readonly (readonly [string, number])[]): Row => Object.fromEntries(figures);
  return {
    faces: Object.fromEntries(
      rows.map((one) => [
        `${sizeText(one.factor)}, ${one.method}`,
        row(labFigureNames.map((name) => [name, labFigureOf(one, name).mean])),
      ]),
    ),
    clips: Object.fromEntries(
      (clips?.rows ?? []).map((one) => [
        one.method,
        row(clipFigures.map((name) => [name, clipFigureOf(one, name).mean])),
      ]),
    ),
    fits: Object.fromEntries(
      (fits?.rows ?? []).map((one) => [
        fitRowName(one),
        row(Object.entries(one.means).map(([name, { mean }]) => [name, mean])),
      ]),
    ),
  };
}

const words: Readonly<Record<string, Readonly<Record<string, { readonly better: string }>>>> = {
  faces: labFigureFacts,
  clips: clipWords,
  fits: fitWords,
};

/** The known figures that have a noise, beside what was found. */
export function checkFigures({ tables, noise }: LabKnownRun, found: Tables): LabFigureCheck[] {
  return Object.entries(tables).flatMap(([table, rows]) =>
    Object.entries(rows).flatMap(([row, figures]) =>
      Object.entries(figures).flatMap(([measure, known]): LabFigureCheck[] => {
        const allowed = noise[table]?.[measure];
        if (allowed === undefined) return [];
        const now = found[table]?.[row]?.[measure];
        const check = { table, row, measure, known, noise: allowed };
        if (now === undefined) return [{ ...check, fallen: true }];
        const fall = words[table]?.[measure]?.better === 'less' ? now - known : known - now;
        return [{ ...check, found: now, fallen: !(fall <= allowed) }];
      }),
    ),
  );
}

/** The figures that have a noise, rounded to what they are written with: what the file keeps of a run. */
export function keptFigures({ noise }: Pick<LabKnownRun, 'noise'>, found: Tables): Tables {
  const kept = Object.entries(found).map(([table, rows]) => [
    table,
    Object.fromEntries(
      Object.entries(rows).map(([row, figures]) => [
        row,
        Object.fromEntries(
          Object.entries(figures).flatMap(([measure, value]) =>
            noise[table]?.[measure] === undefined ? [] : [[measure, Number(value.toFixed(4))]],
          ),
        ),
      ]),
    ),
  ]);
  return Object.fromEntries(kept) as Tables;
}
