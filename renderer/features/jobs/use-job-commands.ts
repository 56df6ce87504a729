import { useCommands } from '../../commands/command-registry';
import { useJobsView, useListedJobs } from './jobs-view';
import { useJobsStrings } from './strings';
import { useJobActions, type JobAction } from './use-job-actions';

/** Keys of the jobs room; each acts on the selected job. */
export function useJobCommands(): void {
  const t = useJobsStrings();
  const { listed, selected } = useListedJobs();
  const select = useJobsView((view) => view.select);
  const actionsOf = useJobActions();
  const actions = selected === undefined ? [] : actionsOf(selected);
  const action = (...ids: JobAction['id'][]) => actions.find(({ id }) => ids.includes(id));
  const act = (id: string, title: string, keys: string[], ...wanted: JobAction['id'][]) => ({
    id,
    title,
    group: t.group,
    keys,
    disabled: action(...wanted) === undefined,
    run: () => action(...wanted)?.run(),
  });
  const step = (by: number) => {
    const at = listed.findIndex(({ id }) => id === selected?.id) + by;
    const next = listed[Math.min(listed.length - 1, Math.max(0, at))];
    if (next === undefined) return;
    select(next.id);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-job="${next.id}"]`)?.focus());
  };
  useCommands([
    act('jobs.pauseOrResume', t.pauseOrResume, ['p'], 'pause', 'resume'),
    { id: 'jobs.up', title: t.selectUp, group: t.group, keys: ['arrowup'], run: () => step(-1) },
    { id: 'jobs.down', title: t.selectDown, group: t.group, keys: ['arrowdown'], run: () => step(1) },
    act('jobs.moveUp', t.moveUp, ['alt+arrowup'], 'up'),
    act('jobs.moveDown', t.moveDown, ['alt+arrowdown'], 'down'),
    act('jobs.moveFirst', t.moveFirst, ['alt+home'], 'first'),
    act('jobs.compare', t.compare, ['mod+enter'], 'compare'),
    act('jobs.open', t.openResult, ['o'], 'open'),
    act('jobs.retry', t.retry, ['r'], 'retry'),
    act('jobs.cancel', t.cancel, ['shift+delete'], 'cancel'),
    act('jobs.remove', t.removeJob, ['delete'], 'remove'),
  ]);
}
