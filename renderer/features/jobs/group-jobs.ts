import type { JobItem } from '../../../preload/contract/studio/job-item';

export const jobGroups = ['now', 'next', 'needsYou', 'finished'] as const;
export type JobGroup = (typeof jobGroups)[number];

export const jobFilters = ['all', 'active', 'finished', 'failed'] as const;
export type JobFilter = (typeof jobFilters)[number];

/** Under which heading a job stands. */
export function groupOf({ status }: Pick<JobItem, 'status'>): JobGroup {
  switch (status.state) {
    case 'running':
      return 'now';
    case 'queued':
    case 'paused':
      return 'next';
    case 'failed':
      return 'needsYou';
    case 'done':
    case 'cancelled':
      return 'finished';
  }
}

export function passes(job: Pick<JobItem, 'status'>, filter: JobFilter): boolean {
  const group = groupOf(job);
  return (
    filter === 'all' ||
    (filter === 'active' && (group === 'now' || group === 'next')) ||
    (filter === 'finished' && group === 'finished') ||
    (filter === 'failed' && group === 'needsYou')
  );
}

/** Jobs under their headings, in the order in which they are listed; empty groups are left out. */
export function groupJobs<J extends Pick<JobItem, 'status'>>(
  jobs: readonly J[],
  filter: JobFilter,
): readonly { readonly group: JobGroup; readonly jobs: readonly J[] }[] {
  return jobGroups
    .map((group) => ({ group, jobs: jobs.filter((job) => groupOf(job) === group && passes(job, filter)) }))
    .filter((part) => part.jobs.length > 0);
}

/**
 * What `jobs.move` is to be told so that a waiting job comes one place earlier or later, or first; undefined where it
 * is there already. `null` means last.
 */
export function moveTarget(
  waiting: readonly string[],
  jobId: string,
  to: 'up' | 'down' | 'first',
): string | null | undefined {
  const at = waiting.indexOf(jobId);
  if (at < 0) return undefined;
  if (to === 'down') return at === waiting.length - 1 ? undefined : (waiting[at + 2] ?? null);
  if (at === 0) return undefined;
  return to === 'first' ? waiting[0] : waiting[at - 1];
}
