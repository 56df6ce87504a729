import { Check } from 'lucide-react';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Progress } from '../../ui';

/** The stages a user can tell apart; reading and assembling take a blink. */
const shown = ['analyse', 'fit', 'render'] as const;

/** How far each stage is, side by side. */
export function JobStages({ job }: { readonly job: JobItem }) {
  const words = useWords();
  const formats = useFormats();
  const muted = job.status.state !== 'running';
  return (
    <div className="job-stages">
      {job.stages
        .filter(({ stage }) => (shown as readonly string[]).includes(stage))
        .map(({ stage, state, done, total }) => {
          const name = words[`stage ${stage}`];
          const finished = state === 'done' || state === 'skipped';
          const share = finished ? 1 : total > 0 ? done / total : 0;
          return (
            <div key={stage} className={state}>
              <div className="job-stage-name">
                <span>{name}</span>
                {finished ? (
                  <Check className="okc" />
                ) : state === 'running' ? (
                  <span>{formats.percent(share)}</span>
                ) : null}
              </div>
              <Progress label={name} value={share} tone={muted ? 'muted' : 'accent'} />
            </div>
          );
        })}
    </div>
  );
}
