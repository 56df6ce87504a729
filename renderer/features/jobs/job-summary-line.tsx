import type { JobItem } from '../../../preload/contract/studio/job-item';
import { useFormats } from '../../strings/use-formats';
import { useJobsStrings } from './strings';

/** What came out of a finished job. */
export function JobSummaryLine({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const formats = useFormats();
  if (job.status.state !== 'done') return <div />;
  const { summary, bytes } = job.status;
  return (
    <div className="job-summary">
      <span>{t.restored(summary.facesRestored)}</span>
      <span>
        <b>{formats.number(summary.framesPerSecond, summary.framesPerSecond < 10 ? 1 : 0)}</b> {t.fps}
      </span>
      <span>{formats.bytes(bytes)}</span>
    </div>
  );
}
