import { ListChecks, Pause, Play } from 'lucide-react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useClient } from '../../client/client-context';
import { useLayout } from '../../store/layout';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { formatDuration } from '../../strings/formats';
import { Button, EmptyState, Segmented } from '../../ui';
import { jobFilters, passes } from './group-jobs';
import { JobDetail } from './job-detail';
import { JobList } from './job-list';
import { useJobsView, useListedJobs } from './jobs-view';
import { useJobsStrings } from './strings';
import { useJobCommands } from './use-job-commands';
import './jobs.css';

const columns = ['list', 'detail'] as const;

/** The queue: what runs, what is next, what needs the user, what is finished. */
export function JobsRoom() {
  const t = useJobsStrings();
  const layout = useLayout('jobs-columns', columns);
  useJobCommands();
  return (
    <Group
      id="jobs-columns"
      className="workspace"
      orientation="horizontal"
      {...(layout.initial === undefined ? {} : { defaultLayout: layout.initial })}
      onLayoutChanged={(sizes, { isUserInteraction }) => isUserInteraction && layout.remember(sizes)}
    >
      <Panel id="list" minSize={480}>
        <main className="jobs">
          <QueueBar />
          <QueueBody />
        </main>
      </Panel>
      <Separator className="handle" aria-label={t.detail} />
      <Panel
        id="detail"
        defaultSize={400}
        minSize={320}
        maxSize={560}
        groupResizeBehavior="preserve-pixel-size"
      >
        <JobDetail />
      </Panel>
    </Group>
  );
}

function QueueBar() {
  const t = useJobsStrings();
  const client = useClient();
  const snapshot = useMirrors((mirrors) => mirrors.jobs);
  const filter = useJobsView((view) => view.filter);
  const setFilter = useJobsView((view) => view.setFilter);
  const jobs = snapshot?.jobs ?? [];
  const active = jobs.some((job) => passes(job, 'active'));
  return (
    <div className="jobs-bar">
      <Segmented
        label={t.filter}
        value={filter}
        onChange={setFilter}
        options={jobFilters.map((value) => ({
          value,
          label: (
            <>
              {t[`filter ${value}`]}{' '}
              <span className="tx3 num">{jobs.filter((job) => passes(job, value)).length}</span>
            </>
          ),
        }))}
      />
      <span className="grow" />
      {snapshot?.paused === true ? (
        <span className="tx2">{t.queuePaused}</span>
      ) : snapshot?.etaSeconds === undefined ? null : (
        <span className="tx2 num ell">{t.queueDoneIn(formatDuration(snapshot.etaSeconds))}</span>
      )}
      {active || snapshot?.paused === true ? (
        snapshot?.paused === true ? (
          <Button icon={<Play />} onClick={() => attempt(client.call('jobs.resumeAll', {}))}>
            {t.resumeAll}
          </Button>
        ) : (
          <Button icon={<Pause />} onClick={() => attempt(client.call('jobs.pauseAll', {}))}>
            {t.pauseAll}
          </Button>
        )
      ) : null}
    </div>
  );
}

function QueueBody() {
  const t = useJobsStrings();
  const { jobs, listed } = useListedJobs();
  if (jobs.length === 0) {
    return (
      <div className="jobs-none">
        <EmptyState icon={<ListChecks />} title={t.emptyTitle} text={t.emptyText} />
      </div>
    );
  }
  if (listed.length === 0) {
    return (
      <div className="jobs-none">
        <EmptyState title={t.noneTitle} />
      </div>
    );
  }
  return <JobList />;
}
