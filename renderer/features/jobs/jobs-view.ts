import { create } from 'zustand';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { useMirrors } from '../../store/topics';
import { groupJobs, type JobFilter } from './group-jobs';

interface JobsView {
  readonly filter: JobFilter;
  readonly jobId: string | undefined;
  readonly setFilter: (filter: JobFilter) => void;
  readonly select: (jobId: string) => void;
}

/** Which jobs are listed and which one is looked at. */
export const useJobsView = create<JobsView>((set) => ({
  filter: 'all',
  jobId: undefined,
  setFilter: (filter) => set({ filter }),
  select: (jobId) => set({ jobId }),
}));

const none: readonly JobItem[] = [];

/** The listed jobs from top to bottom, and the selected one: the first where none was chosen. */
export function useListedJobs() {
  const jobs = useMirrors((mirrors) => mirrors.jobs?.jobs) ?? none;
  const filter = useJobsView((view) => view.filter);
  const jobId = useJobsView((view) => view.jobId);
  const groups = groupJobs(jobs, filter);
  const listed = groups.flatMap((part) => part.jobs);
  return { jobs, groups, listed, selected: listed.find(({ id }) => id === jobId) ?? listed.at(0) };
}
