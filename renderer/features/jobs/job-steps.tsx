import { Circle, CircleCheck, CircleDashed, CirclePause, Play } from 'lucide-react';
import type { JobItem, JobStage } from '../../../preload/contract/studio/job-item';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Progress } from '../../ui';
import { useJobsStrings } from './strings';

/** Every stage of a job with its state. */
export function JobSteps({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const words = useWords();
  const formats = useFormats();
  const paused = job.status.state === 'paused';
  return (
    <ol className="job-steps">
      {job.stages.map(({ stage, state, done, total }) => {
        const name = words[`stage ${stage}`];
        return (
          <li key={stage} className={state}>
            {icon(state, paused)}
            <span className="job-step-name">{name}</span>
            <span className="job-step-value">
              {state === 'running' && total > 0
                ? t.of(formats.number(done), formats.number(total))
                : state === 'running' && paused
                  ? t['badge paused']
                  : t[`state ${state}`]}
            </span>
            {state === 'running' ? (
              <Progress
                label={name}
                value={total > 0 ? done / total : undefined}
                tone={paused ? 'muted' : 'accent'}
              />
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function icon(state: JobStage['state'], paused: boolean) {
  switch (state) {
    case 'done':
      return <CircleCheck className="okc" aria-hidden />;
    case 'skipped':
      return <CircleDashed className="okc" aria-hidden />;
    case 'running':
      return paused ? <CirclePause className="tx3" aria-hidden /> : <Play className="acc" aria-hidden />;
    case 'waiting':
      return <Circle className="tx3" aria-hidden />;
  }
}
