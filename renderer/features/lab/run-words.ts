import type { LabFactor } from '../../../preload/contract/lab';
import type { LabRun } from '../../../preload/contract/studio/lab-run';
import { labSize, sizesOf } from './report-figures';
import { useLabStrings } from './strings';

/** What a run is called: as the user named it, else by its material. */
export function useRunTitle(): (run: Pick<LabRun, 'name' | 'names'>) => string {
  const t = useLabStrings();
  return ({ name, names }) => name ?? t.title(names[0], names.length - 1);
}

/** `16, 32, 64` */
export function sizesText(factors: readonly LabFactor[]): string {
  return sizesOf(factors)
    .map((factor) => labSize / factor)
    .join(', ');
}
