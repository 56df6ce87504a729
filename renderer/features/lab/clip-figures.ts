import { labBaseline } from '../../../preload/contract/lab';
import {
  labClipFigureFacts,
  labClipFigureOf,
  type LabClipFace,
  type LabClipFigureName,
  type LabClipRow,
  type LabClips,
  type LabClipValue,
} from '../../../preload/contract/lab-clips';

export interface ClipSort {
  /** A number: a face, by its place in the report. */
  readonly column: 'method' | 'mean' | 'time' | 'memory' | number;
  readonly down: boolean;
}

/** A method of whole clips, with what the report says of it besides. */
export interface ClipMethod extends LabClipRow {
  readonly peakBytes?: number;
}

/** Finds the values of a report without going through all of them. */
export interface ClipIndex {
  readonly value: (face: number, method: string) => LabClipValue | undefined;
  /** NaN where there is none. */
  readonly figure: (face: number, method: string, name: LabClipFigureName) => number;
}

export function indexClips({ values }: Pick<LabClips, 'values'>): ClipIndex {
  const byKey = new Map(values.map((value) => [`${value.face} ${value.method}`, value]));
  const value = (face: number, method: string) => byKey.get(`${face} ${method}`);
  const measure = (face: number, method: string, name: Exclude<LabClipFigureName, 'gain'>) =>
    // What could not be measured is null in JSON.
    (value(face, method)?.measures[name] as number | null | undefined) ?? Number.NaN;
  return {
    value,
    figure: (face, method, name) =>
      name === 'gain'
        ? measure(face, method, 'psnr') - measure(face, labBaseline, 'psnr')
        : measure(face, method, name),
  };
}

/** What the sharp clip has of a figure by itself; undefined where that says nothing. */
export function sharpFigure({ sharp }: LabClipFace, name: LabClipFigureName): number | undefined {
  return name === 'flicker' || name === 'frameFlicker' ? sharp[name] : undefined;
}

/** The method with the best mean; undefined where no way is better. */
export function bestClipMethod(rows: readonly LabClipRow[], name: LabClipFigureName): string | undefined {
  const { better } = labClipFigureFacts[name];
  if (better === 'neither') return undefined;
  const goodness = (row: LabClipRow) => labClipFigureOf(row, name).mean * (better === 'more' ? 1 : -1);
  return rows.reduce<LabClipRow | undefined>(
    (best, row) => (best === undefined || goodness(row) > goodness(best) ? row : best),
    undefined,
  )?.method;
}

/** Methods in the order of a column. */
export function sortedClipMethods(
  methods: readonly ClipMethod[],
  name: LabClipFigureName,
  index: ClipIndex,
  { column, down }: ClipSort,
): ClipMethod[] {
  const key = (row: ClipMethod): number => {
    if (column === 'time') return row.milliseconds;
    if (column === 'memory') return row.peakBytes ?? 0;
    if (column === 'mean') return labClipFigureOf(row, name).mean;
    return typeof column === 'number' ? index.figure(column, row.method, name) : 0;
  };
  const order = (a: ClipMethod, b: ClipMethod) =>
    column === 'method' ? a.method.localeCompare(b.method) : key(a) - key(b);
  return [...methods].sort((a, b) => order(a, b) * (down ? -1 : 1));
}

/** Whether a clip shows several people, so that its name alone does not tell a face. */
export function isOneOfSeveral(faces: readonly LabClipFace[], face: number): boolean {
  return faces.filter(({ file }) => file === faces[face].file).length > 1;
}
