import { Ellipsis } from 'lucide-react';
import type { DragEventHandler } from 'react';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { useMirrors } from '../../store/topics';
import { useWords } from '../../strings/words';
import { Badge, Button, ContextMenu, IconButton, Menu, type MenuEntry } from '../../ui';
import { JobPicture } from './job-picture';
import { JobProblem } from './job-problem';
import { JobStages } from './job-stages';
import { JobSummaryLine } from './job-summary-line';
import { JobTimes } from './job-times';
import { useJobsStrings } from './strings';
import { useJobActions } from './use-job-actions';

export interface JobRowProps {
  readonly job: JobItem;
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** Set for jobs whose place in the queue can be changed. */
  readonly drag:
    | {
        readonly drop: 'before' | 'after' | undefined;
        readonly lifted: boolean;
        readonly handlers: Readonly<
          Record<'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd', DragEventHandler<HTMLElement>>
        >;
      }
    | undefined;
}

/** One job: picture, what it is, how far, what can be done. */
export function JobRow({ job, selected, onSelect, drag }: JobRowProps) {
  const t = useJobsStrings();
  const actions = useJobActions()(job);
  const { state } = job.status;
  const menu: readonly MenuEntry[] = actions.map(({ label, icon, danger, run }) => ({
    label,
    icon,
    danger: danger ?? false,
    run,
  }));
  const first = actions.at(0);
  const failed = state === 'failed';
  return (
    <ContextMenu label={t.menuOf(job.mediaName)} entries={menu}>
      <li
        className={['job', failed ? 'failed' : '', drag?.lifted === true ? 'lifted' : '', drag?.drop ?? '']
          .filter(Boolean)
          .join(' ')}
        data-selected={selected}
        data-state={state}
        draggable={drag !== undefined}
        {...drag?.handlers}
      >
        <JobPicture
          job={job}
          dim={state === 'queued' || state === 'paused' || failed || state === 'cancelled'}
        />
        <div className="job-what">
          <div className="job-name">
            <button
              type="button"
              className="ell"
              data-job={job.id}
              tabIndex={selected ? 0 : -1}
              {...(selected ? { 'aria-current': 'true' as const } : {})}
              onClick={onSelect}
            >
              {job.mediaName}
            </button>
            {state === 'paused' ? <Badge tone="warn">{t['badge paused']}</Badge> : null}
            {failed ? <Badge tone="err">{t['badge failed']}</Badge> : null}
            {state === 'cancelled' ? <Badge>{t['badge cancelled']}</Badge> : null}
          </div>
          {failed ? <JobProblem job={job} /> : <Settings job={job} />}
          {failed ? null : <JobTimes job={job} />}
        </div>
        {failed ? null : state === 'done' || state === 'cancelled' ? (
          <JobSummaryLine job={job} />
        ) : (
          <JobStages job={job} />
        )}
        <div className="job-acts">
          {first === undefined ? null : state === 'running' || state === 'queued' ? (
            <IconButton label={first.label} icon={first.icon} onClick={first.run} />
          ) : (
            <Button
              {...(state === 'done' ? { tone: 'ghost' as const } : {})}
              icon={first.icon}
              onClick={first.run}
            >
              {first.label}
            </Button>
          )}
          <Menu label={t.menuOf(job.mediaName)} entries={menu} align="end">
            <IconButton label={t.menuOf(job.mediaName)} icon={<Ellipsis />} />
          </Menu>
        </div>
      </li>
    </ContextMenu>
  );
}

/** The job's settings in one line. */
function Settings({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const words = useWords();
  const kind = useMirrors(({ project }) => project?.media.find(({ id }) => id === job.mediaId)?.info?.kind);
  const { settings } = job;
  return (
    <div className="job-settings ell">
      {t.what(
        words[`task ${settings.task}`],
        `×${settings.scale}`,
        words[`prior ${settings.prior}`].toLowerCase(),
        kind === 'image' ? settings.stillFormat.toUpperCase() : words[`codec ${settings.encoding.codec}`],
      )}
    </div>
  );
}
