import { useMemo } from 'react';
import {
  labFigureFacts,
  labFigureOf,
  type LabFactor,
  type LabFigureName,
} from '../../../preload/contract/lab';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useLabView } from './lab-view';
import {
  bestMethod,
  indexReport,
  rankedPictures,
  sizesOf,
  sortedMethods,
  type ReportIndex,
  type TableSort,
} from './report-figures';

/** What of a report is looked at: what the user chose, where the report has it, or what it is best seen by. */
export interface ReportLook {
  readonly report: LabReport;
  readonly index: ReportIndex;
  readonly figure: LabFigureName;
  readonly factor: LabFactor;
  readonly method: string;
  /** Best to worst by that method. */
  readonly ranked: readonly number[];
  readonly picture: number;
  readonly sort: TableSort;
  /** In that order. */
  readonly methods: LabReport['methods'];
}

export function useLook(report: LabReport): ReportLook {
  const look = useLabView((view) => view.look);
  const index = useMemo(() => indexReport(report), [report]);
  const factor =
    look.factor !== undefined && report.factors.includes(look.factor)
      ? look.factor
      : middleOf(sizesOf(report.factors));
  const isThere = report.methods.some(({ name }) => name === look.method);
  const method =
    look.method !== undefined && isThere
      ? look.method
      : (bestMethod(report.rows, factor, 'psnr') ?? report.methods[0].name);
  const ranked = useMemo(
    () => rankedPictures(report, index, factor, method),
    [report, index, factor, method],
  );
  const picture =
    look.picture !== undefined && look.picture in report.pictures ? look.picture : middleOf(ranked);
  const { figure } = look;
  // The best at the middle size first; not at the size looked at, or rows would move away under the pointer.
  const sort = look.sort ?? {
    column: middleOf(sizesOf(report.factors)),
    down: labFigureFacts[figure].better !== 'less',
  };
  const methods = sortedMethods(
    report,
    (size, name) => {
      const row = index.row(size, name);
      return row === undefined ? undefined : labFigureOf(row, figure).mean;
    },
    sort,
  );
  return { report, index, figure, factor, method, ranked, picture, sort, methods };
}

function middleOf<T>(items: readonly T[]): T {
  return items[items.length >> 1];
}
