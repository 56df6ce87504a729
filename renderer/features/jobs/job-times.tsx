import type { JobItem } from '../../../preload/contract/studio/job-item';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { useJobsStrings } from './strings';

/** The third line of a job: speed and time left, or when it ended. */
export function JobTimes({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const formats = useFormats();
  const { status } = job;
  const current = job.stages.find(({ state }) => state === 'running');
  switch (status.state) {
    case 'running':
      return (
        <div className="job-times">
          {status.framesPerSecond > 0 ? (
            <span>
              <b>{formats.number(status.framesPerSecond, status.framesPerSecond < 10 ? 1 : 0)}</b> {t.fps}
            </span>
          ) : (
            <span>{t.starting}</span>
          )}
          {status.etaSeconds === undefined ? null : (
            <span>
              <b>{formatDuration(status.etaSeconds)}</b> {t.left}
            </span>
          )}
          {status.frame === undefined || current === undefined ? null : (
            <span className="tx3">
              {t.frameOf(formats.number(status.frame), formats.number(current.total))}
            </span>
          )}
        </div>
      );
    case 'queued':
      return <div className="job-times tx3">{t.waits}</div>;
    case 'paused': {
      const render = job.stages.find(({ stage }) => stage === 'render');
      return (
        <div className="job-times tx3">
          {render === undefined || render.done === 0
            ? t.paused
            : t.pausedAt(formats.number(render.done), formats.number(render.total))}
        </div>
      );
    }
    case 'done':
      return (
        <div className="job-times tx3">
          {t.finishedAt(formats.moment(job.finishedAt ?? job.addedAt), formats.took(job.secondsSpent))}
        </div>
      );
    case 'cancelled':
      return (
        <div className="job-times tx3">{t.cancelledAt(formats.moment(job.finishedAt ?? job.addedAt))}</div>
      );
    case 'failed':
      return null;
  }
}
