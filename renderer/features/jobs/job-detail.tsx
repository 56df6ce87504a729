import { useState } from 'react';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { useMirrors } from '../../store/topics';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { Badge, Button, EmptyState, Section, Sparkline } from '../../ui';
import { JobProblem } from './job-problem';
import { JobSegments } from './job-segments';
import { JobSteps } from './job-steps';
import { useListedJobs } from './jobs-view';
import { useJobsStrings } from './strings';
import { useJobActions } from './use-job-actions';

/** How the selected job goes: picture, speed, stages, segments, notices. */
export function JobDetail() {
  const t = useJobsStrings();
  const { selected } = useListedJobs();
  return (
    <aside className="dock r job-detail" aria-label={t.detail}>
      {selected === undefined ? (
        <EmptyState title={t.pickJob} />
      ) : (
        <>
          <div className="job-detail-scroll" tabIndex={0} role="group" aria-label={selected.mediaName}>
            <LivePicture job={selected} />
            <Facts job={selected} />
            <Section title={t.stages} body="padded">
              <JobSteps job={selected} />
            </Section>
            {selected.segments === undefined ? null : <JobSegments segments={selected.segments} />}
            <Skipped job={selected} />
            {selected.notices.length === 0 ? null : (
              <Section title={t.notices} body="padded">
                <ul className="job-notices">
                  {selected.notices.map(({ level, message }, index) => (
                    <li key={index} className={level === 'warning' ? 'warnc copyable' : 'tx2 copyable'}>
                      {message}
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </div>
          <Actions job={selected} />
        </>
      )}
    </aside>
  );
}

function LivePicture({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const formats = useFormats();
  const client = useClient();
  const here = useMirrors(({ project }) => project?.media.some(({ id }) => id === job.mediaId) === true);
  const [broken, setBroken] = useState<string>();
  const path =
    job.liveRevision > 0
      ? resourcePaths.live(job.id, job.liveRevision)
      : here
        ? resourcePaths.poster(job.mediaId, 320)
        : undefined;
  if (path === undefined || broken === path) return null;
  return (
    <div className="job-live">
      <img
        src={client.resourceUrl(path)}
        alt={t.livePicture}
        draggable={false}
        onError={() => setBroken(path)}
      />
      {job.status.state === 'running' && job.status.frame !== undefined ? (
        <Badge tone="veil">
          <span className="job-dot" />
          {t.live(formats.number(job.status.frame))}
        </Badge>
      ) : null}
    </div>
  );
}

function Facts({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const formats = useFormats();
  const { status } = job;
  const done = status.state === 'done' ? status : undefined;
  const rate = status.state === 'running' ? status.framesPerSecond : done?.summary.framesPerSecond;
  const facts = [
    rate === undefined ? undefined : ([formats.number(rate, rate < 10 ? 1 : 0), t.framesPerSecond] as const),
    status.state === 'running' && status.etaSeconds !== undefined
      ? ([formatDuration(status.etaSeconds), t.left] as const)
      : undefined,
    [formats.took(job.secondsSpent), t.spent] as const,
    done === undefined ? undefined : ([formats.number(done.summary.frames), t.frames] as const),
    done === undefined ? undefined : ([formats.bytes(done.bytes), t.size] as const),
  ].filter((fact) => fact !== undefined);
  const people = job.people.map(({ name, strength }) => `${name} ${Math.round(strength * 100)}`).join(' · ');
  return (
    <section className="sec job-facts">
      <div>
        <div className="job-title copyable ell">{job.mediaName}</div>
        <div className="tx2 ell" title={job.outputName}>
          {[people, t.toFile(job.outputName)].filter(Boolean).join(' · ')}
        </div>
      </div>
      {status.state === 'failed' ? <JobProblem job={job} /> : null}
      <dl className="job-big">
        {facts.map(([value, name]) => (
          <div key={name}>
            <dd>{value}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      {job.recentRates.length < 2 ? null : (
        <Sparkline label={t.rates} values={job.recentRates} capacity={120} height={44} />
      )}
    </section>
  );
}

function Skipped({ job }: { readonly job: JobItem }) {
  const t = useJobsStrings();
  const formats = useFormats();
  if (job.status.state !== 'done') return null;
  const { facesSkipped } = job.status.summary;
  const rows = (['tooSmall', 'tooTurned', 'tooUncertain', 'notChosen'] as const).filter(
    (reason) => facesSkipped[reason] > 0,
  );
  if (rows.length === 0) return null;
  return (
    <Section title={t.skipped} body="padded">
      <dl className="job-skipped">
        {rows.map((reason) => (
          <div key={reason}>
            <dt>{t[reason]}</dt>
            <dd className="num">{formats.number(facesSkipped[reason])}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Actions({ job }: { readonly job: JobItem }) {
  const actions = useJobActions()(job).filter(({ id }) => !['up', 'down', 'first', 'clip'].includes(id));
  return (
    <div className="job-foot">
      {actions
        .filter(({ danger }) => danger !== true)
        .map((action, index) => (
          <Button
            key={action.id}
            {...(index === 0 ? {} : { tone: 'ghost' as const })}
            icon={action.icon}
            onClick={action.run}
          >
            {action.label}
          </Button>
        ))}
      <span className="grow" />
      {actions
        .filter(({ danger }) => danger === true)
        .map((action) => (
          <Button key={action.id} tone="danger" onClick={action.run}>
            {action.label}
          </Button>
        ))}
    </div>
  );
}
