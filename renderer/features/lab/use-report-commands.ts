import { useClient } from '../../client/client-context';
import { useCommands } from '../../commands/command-registry';
import { openSource, stepPicture, stepSize } from './report-steps';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

/** What can be done by key and palette while a report is open. */
export function useReportCommands(runId: string, look: ReportLook): void {
  const t = useLabStrings();
  const client = useClient();
  const group = t.group;
  useCommands([
    { id: 'lab.previous', title: t.previous, group, keys: ['arrowleft'], run: () => stepPicture(look, -1) },
    { id: 'lab.next', title: t.next, group, keys: ['arrowright'], run: () => stepPicture(look, 1) },
    { id: 'lab.size', title: t.nextSize, group, keys: ['s'], run: () => stepSize(look) },
    {
      id: 'lab.source',
      title: t.source,
      group,
      keys: ['o'],
      run: () => openSource(client, runId, look.picture),
    },
  ]);
}
