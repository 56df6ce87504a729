import type { LabPart } from '../../../preload/contract/lab';
import type { LabRun } from '../../../preload/contract/studio/lab-run';

/** In the order in which they are offered, and measured: 3D faces along with single ones. */
export const labParts = ['faces', 'fits', 'clips', 'memory'] as const satisfies readonly LabPart[];

/** Parts of a report that are looked at by themselves; memory is a column. */
export const reportParts = ['faces', 'clips', 'fits'] as const;
export type ReportPart = (typeof reportParts)[number];

/** Those that a report has. */
export function partsOfReport({
  rows,
  clips,
  fits,
}: {
  readonly rows: readonly unknown[];
  readonly clips?: object | undefined;
  readonly fits?: object | undefined;
}): ReportPart[] {
  const has: Readonly<Record<ReportPart, boolean>> = {
    faces: rows.length > 0,
    clips: clips !== undefined,
    fits: fits !== undefined,
  };
  return reportParts.filter((part) => has[part]);
}

export type PartState = 'done' | 'running' | 'waiting';

/** How far each part of a run is. */
export function partStates(
  parts: readonly LabPart[],
  running: Extract<LabRun['status'], { state: 'running' }>['part'],
): { readonly part: LabPart; readonly state: PartState }[] {
  // 3D faces are fitted to each single face as it comes.
  const stepOf = (part: LabPart) => ['faces', 'clips', 'memory'].indexOf(part === 'fits' ? 'faces' : part);
  const now = stepOf(running);
  return labParts
    .filter((part) => parts.includes(part))
    .map((part) => ({
      part,
      state: stepOf(part) < now ? 'done' : stepOf(part) === now ? 'running' : 'waiting',
    }));
}
