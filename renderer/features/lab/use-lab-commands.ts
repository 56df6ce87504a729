import { useCommands } from '../../commands/command-registry';
import { useLabRuns, useLabView } from './lab-view';
import { useLabStrings } from './strings';

/** What can be done by key and palette wherever in the lab. */
export function useLabCommands(): void {
  const t = useLabStrings();
  const { runs, run } = useLabRuns();
  const open = useLabView((view) => view.open);
  const at = runs.findIndex(({ id }) => id === run?.id);
  const step = (by: 1 | -1) => {
    const next = runs.at(Math.min(runs.length - 1, Math.max(0, at + by)));
    if (next !== undefined) open(next.id);
  };
  useCommands([
    { id: 'lab.new', title: t.newRun, group: t.group, keys: ['n'], run: () => open('new') },
    { id: 'lab.up', title: t.runAbove, group: t.group, keys: ['k'], disabled: at <= 0, run: () => step(-1) },
    {
      id: 'lab.down',
      title: t.runBelow,
      group: t.group,
      keys: ['j'],
      disabled: at >= runs.length - 1,
      run: () => step(1),
    },
  ]);
}
