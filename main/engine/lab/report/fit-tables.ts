import type { LabPicture } from '../../../../preload/contract/lab';
import {
  labFitFacts,
  labFitMeasures,
  type LabFitMeasure,
  type LabFitRow,
  type LabFits,
} from '../../../../preload/contract/lab-fits';
import { csvCell, latexTable, markdownTable } from './lab-tables';

interface FitWords {
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly better: 'more' | 'less';
}

export const fitWords: Readonly<Record<LabFitMeasure, FitWords>> = {
  pose: { title: 'Pose', ...labFitFacts.pose },
  shape: { title: 'Shape', ...labFitFacts.shape },
  expression: { title: 'Expression', ...labFitFacts.expression },
  mesh: { title: 'Mesh', ...labFitFacts.mesh },
  landmarks: { title: 'Landmarks', ...labFitFacts.landmarks },
  overlap: { title: 'Volume overlap', ...labFitFacts.overlap },
};

/** `32 px`, `32 px restored` */
export function fitRowName({ size, view }: Pick<LabFitRow, 'size' | 'view'>): string {
  return `${size} px${view === 'small' ? '' : ' restored'}`;
}

/** Every value of every picture, one a line; empty where no face was found. */
export function fitsCsv({ values }: LabFits, pictures: readonly LabPicture[]): string {
  const lines = values.map(({ picture, size, view, measures }) => {
    const { name, person } = pictures[picture];
    const cells = labFitMeasures.map((measure) => measures[measure]?.toFixed(6) ?? '');
    return [csvCell(name), person + 1, size, view, ...cells].join(',');
  });
  return `${[['picture,person,size,view', ...labFitMeasures].join(','), ...lines].join('\n')}\n`;
}

/** Heads and rows of the table. */
export function fitCells({ rows }: LabFits): { head: string[]; body: string[][] } {
  const heads = labFitMeasures.map((measure) => {
    const { title, unit } = fitWords[measure];
    return unit === '' ? title.toLowerCase() : `${title.toLowerCase()}, ${unit}`;
  });
  return {
    head: ['picture', 'found', ...heads],
    body: rows.map((row) => [
      fitRowName(row),
      `${(100 * row.found).toFixed(0)} %`,
      ...labFitMeasures.map((measure) => row.means[measure]?.mean.toFixed(fitWords[measure].digits) ?? ''),
    ]),
  };
}

const scope =
  'The 3D face of small pictures, before and after super-resolution, against that of the sharp one:';

export function fitMarkdown(fits: LabFits): string {
  const { head, body } = fitCells(fits);
  return [scope, '', ...markdownTable(head, body), '', ...fits.protocol, ''].join('\n');
}

export function fitLatex(fits: LabFits): string {
  const { head, body } = fitCells(fits);
  return [`% ${scope}`, ...latexTable(head, body), ''].join('\n');
}
