import {
  labBaseline,
  labFigureFacts,
  labFigureOf,
  type LabFactor,
  type LabFigureName,
  type LabMean,
  type LabRow,
} from '../../../preload/contract/lab';
import type { LabReport } from '../../../preload/contract/studio/lab-run';

/** Edge of the pictures that all methods are compared at, pixels. */
export const labSize = 128;

export type LabReportValue = LabReport['values'][number];

/** Finds values and rows of a report without going through all of them. */
export interface ReportIndex {
  readonly value: (picture: number, factor: LabFactor, method: string) => LabReportValue | undefined;
  readonly row: (factor: LabFactor, method: string) => LabRow | undefined;
}

export function indexReport({ values, rows }: Pick<LabReport, 'values' | 'rows'>): ReportIndex {
  const byValue = new Map(values.map((value) => [`${value.picture} ${value.factor} ${value.method}`, value]));
  const byRow = new Map(rows.map((row) => [`${row.factor} ${row.method}`, row]));
  return {
    value: (picture, factor, method) => byValue.get(`${picture} ${factor} ${method}`),
    row: (factor, method) => byRow.get(`${factor} ${method}`),
  };
}

export function figureOfValue({ gain, measures }: LabReportValue, name: LabFigureName): number {
  return name === 'gain' ? gain : measures[name];
}

/** Smallest faces first, as papers print them. */
export function sizesOf(factors: readonly LabFactor[]): LabFactor[] {
  return [...factors].sort((a, b) => b - a);
}

/** The method of a size with the best mean; the first of equals. Undefined where no way is better. */
export function bestMethod(
  rows: readonly LabRow[],
  factor: LabFactor,
  name: LabFigureName,
): string | undefined {
  const { better } = labFigureFacts[name];
  if (better === 'neither') return undefined;
  const goodness = (row: LabRow) => labFigureOf(row, name).mean * (better === 'more' ? 1 : -1);
  const own = rows.filter((row) => row.factor === factor);
  return own.reduce<LabRow | undefined>(
    (best, row) => (best === undefined || goodness(row) > goodness(best) ? row : best),
    undefined,
  )?.method;
}

/** Pictures from the best to the worst: by what the method gains over the baseline, of the baseline itself by PSNR. */
export function rankedPictures(
  { pictures }: Pick<LabReport, 'pictures'>,
  index: ReportIndex,
  factor: LabFactor,
  method: string,
): number[] {
  const key = (picture: number): readonly [number, number] => {
    const value = index.value(picture, factor, method);
    return [value?.gain ?? -Infinity, value?.measures.psnr ?? -Infinity];
  };
  const keys = pictures.map((_, picture) => key(picture));
  return pictures
    .map((_, picture) => picture)
    .sort((a, b) => keys[b][0] - keys[a][0] || keys[b][1] - keys[a][1]);
}

export type Place = 'best' | 'median' | 'worst';

/** The best, the median and the worst of ranked pictures; of fewer than three each once. */
export function spreadOf(ranked: readonly number[]): { readonly picture: number; readonly place: Place }[] {
  const places: readonly (readonly [number, Place])[] = [
    [0, 'best'],
    [ranked.length >> 1, 'median'],
    [ranked.length - 1, 'worst'],
  ];
  const taken = new Set<number>();
  return places.flatMap(([at, place]) => {
    if (!(at in ranked) || taken.has(at)) return [];
    taken.add(at);
    return [{ picture: ranked[at], place }];
  });
}

export interface TableSort {
  readonly column: 'method' | 'time' | 'memory' | LabFactor;
  readonly down: boolean;
}

/** Methods in the order of a column. */
export function sortedMethods(
  { methods }: Pick<LabReport, 'methods'>,
  figure: (factor: LabFactor, method: string) => number | undefined,
  { column, down }: TableSort,
): LabReport['methods'] {
  const order = (a: LabReport['methods'][number], b: LabReport['methods'][number]): number => {
    if (column === 'method') return a.name.localeCompare(b.name);
    if (column === 'time') return (a.milliseconds ?? 0) - (b.milliseconds ?? 0);
    if (column === 'memory') return (a.peakBytes ?? 0) - (b.peakBytes ?? 0);
    return (figure(column, a.name) ?? -Infinity) - (figure(column, b.name) ?? -Infinity);
  };
  return [...methods].sort((a, b) => order(a, b) * (down ? -1 : 1));
}

/** Whether an interval leaves out zero: a difference that other people would show too. */
export function isClear({ interval }: LabMean): boolean {
  return interval !== undefined && (interval[0] > 0 || interval[1] < 0);
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** After the decimal sign, enough to tell the ticks apart. */
  readonly digits: number;
}

/** An axis that holds all values with a little room at its ends, and about `count` round numbers on it. */
export function axisOf(values: readonly number[], count: number): Axis {
  const known = values.filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const room = (most - least) * 0.05 || 1;
  const [low, high] = [least - room, most + room];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((n) => n * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) ticks.push(k * step);
  return { low, high, ticks, digits: Math.max(0, -Math.floor(Math.log10(step))) };
}

/** 0..1 */
export function shareOn({ low, high }: Axis, value: number): number {
  return (value - low) / (high - low);
}

/** Columns of a sheet of faces: what readers want beside each other, what is best by PSNR there, what is looked at. */
export function sheetMethods(
  { methods, rows }: Pick<LabReport, 'methods' | 'rows'>,
  factor: LabFactor,
  method: string,
): string[] {
  const wanted = ['nearest', labBaseline, 'sr:none', 'sr:both', bestMethod(rows, factor, 'psnr'), method];
  return methods.map(({ name }) => name).filter((name) => wanted.includes(name));
}

/** `213`; a dot where it was not measured. */
export function megabytes(bytes: number | undefined, number: (value: number) => string): string {
  return bytes === undefined ? '·' : number(bytes / 1e6);
}
