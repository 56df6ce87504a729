import {
  labClipFigureFacts,
  labClipFigureNames,
  labClipFigureOf,
  labClipMeasures,
  type LabClipFigureName,
  type LabClipMeasure,
  type LabClipRow,
  type LabClips,
} from '../../../../preload/contract/lab-clips';
import { csvCell, latexTable, markdownTable, measureWords, peopleText } from './lab-tables';

/** Columns of the tables, in order. */
export const clipFigures: readonly LabClipFigureName[] = labClipFigureNames;

export const clipWords = {
  ...measureWords,
  flicker: { title: 'Flicker on the face', ...labClipFigureFacts.flicker },
  frameFlicker: { title: 'in the frame', ...labClipFigureFacts.frameFlicker },
} satisfies Record<LabClipFigureName, { title: string; unit: string; digits: number; better: string }>;

export const clipFigureOf = labClipFigureOf;

/** The method with the highest PSNR. */
export function bestClipRow({ rows }: LabClips): LabClipRow {
  return rows.reduce((best, row) => (row.means.psnr.mean > best.means.psnr.mean ? row : best));
}

/** Flicker of the sharp clips, means over faces. */
export function sharpFlicker({ faces }: LabClips): { flicker: number; frameFlicker: number } {
  const mean = (name: 'flicker' | 'frameFlicker') =>
    faces.reduce((sum, { sharp }) => sum + sharp[name], 0) / faces.length;
  return { flicker: mean('flicker'), frameFlicker: mean('frameFlicker') };
}

/** Every value of every face, one a line; of the sharp clips only what they have by themselves. */
export function clipsCsv({ values, faces }: LabClips): string {
  const head = ['clip', 'person', 'frames', 'scale', 'method', ...labClipMeasures];
  const lineOf = (face: number, method: string, measures: Partial<Record<LabClipMeasure, number>>) => {
    const { name, person, frames, scale } = faces[face];
    const cells = labClipMeasures.map((measure) => measures[measure]?.toFixed(6) ?? '');
    return [csvCell(name), person + 1, frames, scale, method, ...cells].join(',');
  };
  const lines = [
    ...faces.map(({ sharp }, face) => lineOf(face, 'sharp', sharp)),
    ...values.map(({ face, method, measures }) => lineOf(face, method, measures)),
  ];
  return `${[head.join(','), ...lines].join('\n')}\n`;
}

/** Heads and rows of the table. */
export function clipCells(clips: LabClips): { head: string[]; body: string[][] } {
  const heads = clipFigures.map((name) => {
    const { title, unit } = clipWords[name];
    return unit === '' ? title.toLowerCase() : `${title}, ${unit}`;
  });
  return {
    head: ['method', ...heads],
    body: clips.rows.map((row) => [
      row.method,
      ...clipFigures.map((name) => clipFigureOf(row, name).mean.toFixed(clipWords[name].digits)),
    ]),
  };
}

/** `3 clips were`, to go on with. */
export function clipCount({ faces }: LabClips): string {
  const files = new Set(faces.map(({ file }) => file)).size;
  return files === 1 ? 'A clip was' : `${files} clips were`;
}

export function clipScope(clips: LabClips): string {
  const files = new Set(clips.faces.map(({ file }) => file)).size;
  const sharp = sharpFlicker(clips);
  return `Whole clips: ${files}, of ${peopleText(clips.people)}. The sharp clips flicker by ${sharp.flicker.toFixed(3)} on the face and ${sharp.frameFlicker.toFixed(3)} in the frame.`;
}

export function clipMarkdown(clips: LabClips): string {
  const { head, body } = clipCells(clips);
  return [clipScope(clips), '', ...markdownTable(head, body), '', ...clips.protocol, ''].join('\n');
}

export function clipLatex(clips: LabClips): string {
  const { head, body } = clipCells(clips);
  return [`% ${clipScope(clips)}`, ...latexTable(head, body), ''].join('\n');
}
