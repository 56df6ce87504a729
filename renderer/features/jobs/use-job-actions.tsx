import {
  ArrowDown,
  ArrowUp,
  ArrowUpToLine,
  Columns2,
  Download,
  Film,
  FolderOpen,
  Pause,
  Play,
  RotateCcw,
  SplitSquareHorizontal,
  Trash2,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { moveTarget } from './group-jobs';
import { useJobsStrings } from './strings';

export interface JobAction {
  readonly id:
    | 'pause'
    | 'resume'
    | 'cancel'
    | 'retry'
    | 'remove'
    | 'up'
    | 'down'
    | 'first'
    | 'compare'
    | 'open'
    | 'openSideBySide'
    | 'reveal'
    | 'clip';
  readonly label: string;
  readonly icon: ReactNode;
  readonly danger?: boolean;
  readonly run: () => void;
}

/** What can be done with a job as it now is, the most likely first. */
export function useJobActions(): (job: JobItem) => readonly JobAction[] {
  const t = useJobsStrings();
  const client = useClient();
  const canReveal = useMirrors(({ host }) => host?.canReveal ?? false);
  const media = useMirrors(({ project }) => project?.media);
  const jobs = useMirrors((mirrors) => mirrors.jobs?.jobs) ?? [];
  const { setRoom, selectMedia, compareJob } = useSelection.getState();

  return (job) => {
    const ids = { jobId: job.id };
    const { state } = job.status;
    const here = media?.some(({ id }) => id === job.mediaId) === true;
    const waiting = jobs
      .filter(({ status }) => ['queued', 'paused'].includes(status.state))
      .map(({ id }) => id);
    const move = (id: 'up' | 'down' | 'first', label: string, icon: ReactNode): JobAction[] => {
      const before = moveTarget(waiting, job.id, id);
      return before === undefined
        ? []
        : [{ id, label, icon, run: () => attempt(client.call('jobs.move', { ...ids, before })) }];
    };
    const open = (which: 'output' | 'sideBySide') => () =>
      canReveal
        ? attempt(client.call('shell.openResult', { ...ids, which }))
        : download(client.resourceUrl(resourcePaths.resultFile(job.id, which)), job.outputName);
    const clip: JobAction[] = here
      ? [
          {
            id: 'clip',
            label: t.showClip,
            icon: <Film />,
            run: () => {
              selectMedia(job.mediaId);
              setRoom('compare');
            },
          },
        ]
      : [];
    const pause: JobAction = {
      id: 'pause',
      label: t.pause,
      icon: <Pause />,
      run: () => attempt(client.call('jobs.pause', ids)),
    };
    const resume: JobAction = {
      id: 'resume',
      label: t.resume,
      icon: <Play />,
      run: () => attempt(client.call('jobs.resume', ids)),
    };
    const cancel: JobAction = {
      id: 'cancel',
      label: t.cancel,
      icon: <X />,
      danger: true,
      run: () => attempt(client.call('jobs.cancel', ids)),
    };
    const retry: JobAction = {
      id: 'retry',
      label: t.retry,
      icon: <RotateCcw />,
      run: () => attempt(client.call('jobs.retry', ids)),
    };
    const remove: JobAction = {
      id: 'remove',
      label: t.removeJob,
      icon: <Trash2 />,
      danger: true,
      run: () => attempt(client.call('jobs.remove', ids)),
    };
    switch (state) {
      case 'running':
        return [pause, cancel, ...clip];
      case 'queued':
      case 'paused':
        return [
          state === 'paused' ? resume : pause,
          ...move('first', t.moveFirst, <ArrowUpToLine />),
          ...move('up', t.moveUp, <ArrowUp />),
          ...move('down', t.moveDown, <ArrowDown />),
          ...clip,
          cancel,
        ];
      case 'failed':
      case 'cancelled':
        return [retry, ...clip, remove];
      case 'done':
        return [
          ...(here
            ? [
                {
                  id: 'compare' as const,
                  label: t.compare,
                  icon: <SplitSquareHorizontal />,
                  run: () => {
                    selectMedia(job.mediaId);
                    compareJob(job.id);
                    setRoom('compare');
                  },
                },
              ]
            : []),
          {
            id: 'open',
            label: canReveal ? t.openResult : t.download,
            icon: canReveal ? <Play /> : <Download />,
            run: open('output'),
          },
          ...(job.settings.sideBySide
            ? [
                {
                  id: 'openSideBySide' as const,
                  label: t.openSideBySide,
                  icon: <Columns2 />,
                  run: open('sideBySide'),
                },
              ]
            : []),
          ...(canReveal
            ? [
                {
                  id: 'reveal' as const,
                  label: t.reveal,
                  icon: <FolderOpen />,
                  run: () => attempt(client.call('shell.revealResult', ids)),
                },
              ]
            : []),
          ...clip,
          remove,
        ];
    }
  };
}

function download(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
