import type { JobItem, JobsSnapshot } from '../../../preload/contract/studio/job-item';

/** What the desktop shows of the queue. */
export interface Desktop {
  /** 0..1, or undefined: no job is running. */
  progress(fraction: number | undefined, paused: boolean): void;
  keepAwake(awake: boolean): void;
  /** A job that was running has ended by itself. */
  ended(job: JobItem): void;
}

/** Follows the queue: progress on the taskbar, no sleep while a job runs, a word when one ends. */
export class JobWatch {
  private readonly running = new Set<string>();
  private readonly desktop: Desktop;

  constructor(desktop: Desktop) {
    this.desktop = desktop;
  }

  follow({ jobs, paused }: JobsSnapshot): void {
    for (const job of jobs) {
      const { state } = job.status;
      if (state === 'running') {
        this.running.add(job.id);
        continue;
      }
      if (!this.running.delete(job.id)) continue;
      if (state === 'done' || state === 'failed') this.desktop.ended(job);
    }
    const known = new Set(jobs.map(({ id }) => id));
    for (const id of [...this.running]) if (!known.has(id)) this.running.delete(id);

    const active = jobs.filter(({ status }) => status.state === 'running');
    this.desktop.keepAwake(active.length > 0);
    if (active.length > 0) this.desktop.progress(meanProgress(active), false);
    else {
      const halted = jobs.find(({ status }) => status.state === 'paused');
      const shown = paused && halted !== undefined ? progressOf(halted) : undefined;
      this.desktop.progress(shown, shown !== undefined);
    }
  }
}

function meanProgress(jobs: readonly JobItem[]): number {
  return jobs.reduce((sum, job) => sum + progressOf(job), 0) / jobs.length;
}

/** Share of a job that is done, 0..1: the mean over its stages, each as far as it is. */
export function progressOf({ stages }: Pick<JobItem, 'stages'>): number {
  if (stages.length === 0) return 0;
  const shares = stages.map(({ state, done, total }) => {
    if (state === 'done' || state === 'skipped') return 1;
    return state === 'waiting' || total <= 0 ? 0 : Math.min(1, done / total);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
