import { useState, type DragEvent } from 'react';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { JobRow } from './job-row';
import { useJobsView, useListedJobs } from './jobs-view';
import { useJobsStrings } from './strings';

/** Jobs under their headings. Waiting ones can be dragged to another place, or moved by keys. */
export function JobList() {
  const t = useJobsStrings();
  const client = useClient();
  const { groups, selected } = useListedJobs();
  const select = useJobsView((view) => view.select);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<{ readonly jobId: string; readonly after: boolean }>();

  const onDrop = (waiting: readonly string[]) => {
    if (dragged !== undefined && over !== undefined && dragged !== over.jobId) {
      const others = waiting.filter((id) => id !== dragged);
      const at = others.indexOf(over.jobId) + (over.after ? 1 : 0);
      attempt(client.call('jobs.move', { jobId: dragged, before: others[at] ?? null }));
    }
    setDragged(undefined);
    setOver(undefined);
  };

  return (
    <div className="jobs-list">
      {groups.map(({ group, jobs }) => (
        <section key={group} aria-label={t[`group ${group}`]}>
          <h2 className="caps jobs-group">{t[`group ${group}`]}</h2>
          <ul>
            {jobs.map((job) => {
              const waiting = group === 'next';
              const drop =
                over?.jobId === job.id && dragged !== job.id ? (over.after ? 'after' : 'before') : undefined;
              return (
                <JobRow
                  key={job.id}
                  job={job}
                  selected={job.id === selected?.id}
                  onSelect={() => select(job.id)}
                  drag={
                    waiting
                      ? {
                          drop,
                          lifted: dragged === job.id,
                          handlers: {
                            onDragStart: (event: DragEvent) => {
                              event.dataTransfer.effectAllowed = 'move';
                              event.dataTransfer.setData('text/x-facet-job', job.id);
                              setDragged(job.id);
                            },
                            onDragOver: (event: DragEvent) => {
                              if (dragged === undefined) return;
                              event.preventDefault();
                              const box = event.currentTarget.getBoundingClientRect();
                              setOver({ jobId: job.id, after: event.clientY > box.top + box.height / 2 });
                            },
                            onDrop: (event: DragEvent) => {
                              event.preventDefault();
                              onDrop(jobs.map(({ id }) => id));
                            },
                            onDragEnd: () => {
                              setDragged(undefined);
                              setOver(undefined);
                            },
                          },
                        }
                      : undefined
                  }
                />
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
