import type { JobItem } from '../../../preload/contract/studio/job-item';
import { attempt, errorDetails } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { errorStrings } from '../../strings/error-strings';
import { errorRemedy, errorTitle } from '../../strings/error-texts';
import { useFormats } from '../../strings/use-formats';
import { useJobsStrings } from './strings';

/** What stopped a job, what is kept, what to do; the details can be copied. */
export function JobProblem({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const errors = errorStrings();
  const formats = useFormats();
  if (job.status.state !== 'failed') return null;
  const { error } = job.status;
  return (
    <>
      <p className="job-problem copyable">
        <b>{errorTitle(error.code, errors)}.</b> {error.message} {errorRemedy(error.code, errors)}{' '}
        {job.segments === undefined || job.segments.done + job.segments.reused === 0
          ? null
          : t.kept(job.segments.done + job.segments.reused, job.segments.total)}
      </p>
      <div className="job-times">
        <button
          type="button"
          className="link"
          onClick={() =>
            attempt(
              navigator.clipboard
                .writeText(errorDetails(error))
                .then(() => useToasts.getState().show({ tone: 'ok', title: errors.copied, seconds: 2 })),
            )
          }
        >
          {errors.copyDetails}
        </button>
        <span className="tx3">
          {error.code} · {formats.moment(job.finishedAt ?? job.addedAt)}
        </span>
      </div>
    </>
  );
}
