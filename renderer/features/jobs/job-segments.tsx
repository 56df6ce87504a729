import type { JobItem } from '../../../preload/contract/studio/job-item';
import { Section } from '../../ui';
import { useJobsStrings } from './strings';

/** More segments than this share squares. */
const mostSquares = 120;

/** A square a segment: reused, done, or still to come. */
export function JobSegments({ segments }: { readonly segments: NonNullable<JobItem['segments']> }) {
  const t = useJobsStrings();
  const { total, done, reused } = segments;
  const squares = Math.min(total, mostSquares);
  const finished = Math.min(total, done + reused);
  const kind = (square: number) => {
    const segment = Math.floor((square * total) / Math.max(1, squares));
    return segment < reused ? 'reused' : segment < finished ? 'done' : 'open';
  };
  return (
    <Section
      title={t.segments}
      count={t.of(String(finished), String(total))}
      body="padded"
      actions={
        <span className="row job-legend">
          <span className="lg done">{t.done}</span>
          {reused > 0 ? <span className="lg reused">{t.reused}</span> : null}
        </span>
      }
    >
      <div className="job-map" role="img" aria-label={t.segmentMap(finished, total)}>
        {Array.from({ length: squares }, (_, square) => (
          <i key={square} className={kind(square)} />
        ))}
      </div>
      <p className="t11 tx3">{t.segmentsText}</p>
    </Section>
  );
}
