import { useEffect } from 'react';
import type { LabSnapshot } from '../../../preload/contract/studio/lab-run';
import { useSelection } from '../../store/selection';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { useLabView } from './lab-view';
import { useLabStrings } from './strings';

/** The run that was under way and has ended since; one that was stopped is gone, and no news. */
export function endedRun(now: LabSnapshot | undefined, before: LabSnapshot | undefined) {
  const running = before?.runs.find(({ status }) => status.state === 'running');
  return now?.runs.find(({ id, status }) => id === running?.id && status.state !== 'running');
}

/** Says in every other room that a run has ended, and leads to it. */
export function LabNews(): null {
  useEffect(
    () =>
      useMirrors.subscribe((now, before) => {
        const run = now.lab === before.lab ? undefined : endedRun(now.lab, before.lab);
        if (run === undefined || useSelection.getState().room === 'lab') return;
        const t = useLabStrings.now();
        const isDone = run.status.state === 'done';
        useToasts.getState().show({
          tone: isDone ? 'ok' : 'error',
          title: isDone ? t.newsDone : t.newsFailed,
          actions: [
            {
              label: t.newsShow,
              run: () => {
                useLabView.getState().open(run.id);
                useSelection.getState().setRoom('lab');
              },
            },
          ],
        });
      }),
    [],
  );
  return null;
}
