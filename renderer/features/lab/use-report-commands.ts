import { useClient } from '../../client/client-context';
import { useCommands } from '../../commands/command-registry';
import { openSource, stepPicture, stepSize } from './report-steps';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

interface FaceSteps {
  readonly step: (by: 1 | -1) => void;
  /** In Compare. */
  readonly open: () => void;
}

/** What can be done by key and palette with the face that is looked at, in whatever part of a report. */
export function useFaceCommands({ step, open }: FaceSteps): void {
  const t = useLabStrings();
  const group = t.group;
  useCommands([
    { id: 'lab.previous', title: t.previous, group, keys: ['arrowleft'], run: () => step(-1) },
    { id: 'lab.next', title: t.next, group, keys: ['arrowright'], run: () => step(1) },
    { id: 'lab.source', title: t.source, group, keys: ['o'], run: open },
  ]);
}

/** The next size by key, in the parts that have sizes. */
export function useSizeCommand(next: () => void): void {
  const t = useLabStrings();
  useCommands([{ id: 'lab.size', title: t.nextSize, group: t.group, keys: ['s'], run: next }]);
}

/** What can be done by key and palette while single faces are looked at. */
export function useReportCommands(runId: string, look: ReportLook): void {
  const client = useClient();
  useFaceCommands({
    step: (by) => stepPicture(look, by),
    open: () => openSource(client, runId, look.picture),
  });
  useSizeCommand(() => stepSize(look));
}
