import { useMemo } from 'react';
import type { LabFactor, LabFigureName } from '../../../preload/contract/lab';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useLabView } from './lab-view';
import { bestMethod, indexReport, rankedPictures, sizesOf, type ReportIndex } from './report-figures';

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
  return { report, index, figure: look.figure, factor, method, ranked, picture };
}

function middleOf<T>(items: readonly T[]): T {
  return items[items.length >> 1];
}
