import {
  labFitFacts,
  labFitSizes,
  type LabFitMeasure,
  type LabFitRow,
  type LabFits,
  type LabFitValue,
  type LabFitView,
} from '../../../preload/contract/lab-fits';

export interface FitSort {
  readonly column: 'size' | LabFitView;
  readonly down: boolean;
}

/** Finds rows and values of a report without going through all of them. */
export interface FitIndex {
  readonly row: (size: number, view: LabFitView) => LabFitRow | undefined;
  /** Undefined where the face was not found, or not looked at. */
  readonly error: (
    picture: number,
    size: number,
    view: LabFitView,
    measure: LabFitMeasure,
  ) => number | undefined;
}

export function indexFits({ rows, values }: Pick<LabFits, 'rows' | 'values'>): FitIndex {
  const byRow = new Map(rows.map((row) => [`${row.size} ${row.view}`, row]));
  const byValue = new Map<string, LabFitValue>(
    values.map((value) => [`${value.picture} ${value.size} ${value.view}`, value]),
  );
  return {
    row: (size, view) => byRow.get(`${size} ${view}`),
    error: (picture, size, view, measure) =>
      byValue.get(`${picture} ${size} ${view}`)?.measures[measure] ?? undefined,
  };
}

/** Sizes in the order of a column. */
export function sortedSizes(index: FitIndex, measure: LabFitMeasure, { column, down }: FitSort): number[] {
  const key = (size: number) =>
    column === 'size' ? size : (index.row(size, column)?.means[measure]?.mean ?? -Infinity);
  return [...labFitSizes].sort((a, b) => (key(a) - key(b)) * (down ? -1 : 1));
}

/** Pictures from the worst to the best; where no face was found is worst of all. */
export function worstFits(
  { values }: Pick<LabFits, 'values'>,
  index: FitIndex,
  size: number,
  view: LabFitView,
  measure: LabFitMeasure,
): number[] {
  const pictures = [...new Set(values.map(({ picture }) => picture))];
  const sign = labFitFacts[measure].better === 'less' ? 1 : -1;
  const badness = (picture: number) => {
    const error = index.error(picture, size, view, measure);
    return error === undefined ? Infinity : sign * error;
  };
  const order = (a: number, b: number) => {
    const [first, second] = [badness(a), badness(b)];
    return first === second ? a - b : second - first;
  };
  return pictures.sort(order);
}

/** Ends of the upright axis: errors begin at nothing, what is better where it is more ends at all of it. */
export function fitAxis(rows: readonly LabFitRow[], measure: LabFitMeasure): { low: number; high: number } {
  const ends = rows.flatMap(({ means }) => {
    const mean = means[measure];
    return mean === undefined ? [] : [mean.mean, ...(mean.interval ?? [])];
  });
  if (ends.length === 0) return { low: 0, high: 1 };
  const isShare = labFitFacts[measure].better === 'more';
  return isShare ? { low: Math.min(...ends), high: 1 } : { low: 0, high: Math.max(...ends) };
}

/** Place of a size along the axis, 0..1: each doubling takes as much. */
export function sizeShare(size: number): number {
  const [first, last] = [labFitSizes[0], labFitSizes[labFitSizes.length - 1]];
  return Math.log2(size / first) / Math.log2(last / first);
}
