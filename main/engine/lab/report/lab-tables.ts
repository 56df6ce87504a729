import {
  labFigureFacts,
  labFigureNames,
  labFigureOf,
  type LabFigureName,
  type LabFigures,
  type LabMean,
  type LabRow,
} from '../../../../preload/contract/lab';
import { protocolSize } from '../protocol';

/** How a measure is called and written, and which way is better. */
export interface MeasureWords {
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly better: 'more' | 'less' | 'neither';
  readonly valueOf: (row: LabRow) => LabMean;
}

const titles: Readonly<Record<LabFigureName, string>> = {
  psnr: 'PSNR',
  gain: 'Over bicubic',
  ssim: 'SSIM',
  identity: 'Identity',
  landmarks: 'Landmarks',
  sharpness: 'Sharpness',
};

/** Columns of the tables, in order. */
export const measureNames = labFigureNames;
export const measureWords = Object.fromEntries(
  measureNames.map((name) => [
    name,
    { title: titles[name], ...labFigureFacts[name], valueOf: (row: LabRow) => labFigureOf(row, name) },
  ]),
) as Readonly<Record<LabFigureName, MeasureWords>>;

/** `24.31`, or `+1.62` of a gain. */
export function meanText({ mean }: LabMean, words: MeasureWords): string {
  const text = mean.toFixed(words.digits);
  return words === measureWords.gain && mean > 0 ? `+${text}` : text;
}

/** `32 → 128` */
export function sizeText(factor: number): string {
  return `${protocolSize / factor} → ${protocolSize}`;
}

/** The method of each size that is best by PSNR. */
export function bestRow(figures: LabFigures, factor: number): LabRow {
  const rows = figures.rows.filter((row) => row.factor === factor);
  return rows.reduce((best, row) => (row.means.psnr.mean > best.means.psnr.mean ? row : best));
}

/** Every value of every picture, one a line. */
export function valuesCsv({ values, pictures }: LabFigures): string {
  const lines = values.map(({ picture, factor, method, measures }) =>
    [
      ...[csvCell(pictures[picture].name), pictures[picture].person + 1, factor, method],
      ...[measures.psnr, measures.ssim, measures.identity, measures.landmarks, measures.sharpness].map((v) =>
        v.toFixed(6),
      ),
    ].join(','),
  );
  return `${['picture,person,factor,method,psnr,ssim,identity,landmarks,sharpness', ...lines].join('\n')}\n`;
}

export function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Cells of the compact table: a method a row, a size a column, PSNR and SSIM, as papers print it. */
export function compactCells({ methods, factors, rows }: LabFigures): { head: string[]; body: string[][] } {
  const sizes = [...factors].sort((a, b) => b - a);
  return {
    head: ['method', ...sizes.map(sizeText)],
    body: methods.map(({ name }) => [
      name,
      ...sizes.map((factor) => {
        const row = rows.find((one) => one.factor === factor && one.method === name);
        return row === undefined
          ? ''
          : `${meanText(row.means.psnr, measureWords.psnr)} / ${meanText(row.means.ssim, measureWords.ssim)}`;
      }),
    ]),
  };
}

export function peopleText(people: number): string {
  return people === 1 ? '1 person' : `${people} people`;
}

/** What a table's figures are. */
function scopeOf({ pictures, people }: LabFigures): string {
  return `Pictures: ${pictures.length}, of ${peopleText(people)}. Y-PSNR in dB / SSIM, mean over pictures.`;
}

/** The lines of a table. */
export function markdownTable(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)];
}

export function latexTable(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `${cells.map(latexText).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{l${'c'.repeat(head.length - 1)}}`,
    '\\hline',
    line(head),
    '\\hline',
    ...body.map(line),
    '\\hline',
    '\\end{tabular}',
  ];
}

export function compactMarkdown(figures: LabFigures): string {
  const { head, body } = compactCells(figures);
  return `${[
    `${scopeOf(figures)}`,
    '',
    ...markdownTable(head, body),
    '',
    ...figures.protocol,
    '',
    `\`${figures.made.command}\``,
  ].join('\n')}\n`;
}

export function compactLatex(figures: LabFigures): string {
  const { head, body } = compactCells(figures);
  return `${[`% ${scopeOf(figures)}`, ...latexTable(head, body)].join('\n')}\n`;
}

function latexText(text: string): string {
  return text
    .replace(/[\\_%&#$]/g, (sign) => (sign === '\\' ? '\\textbackslash{}' : `\\${sign}`))
    .replaceAll('→', '$\\to$')
    .replaceAll('°', '$^\\circ$');
}
