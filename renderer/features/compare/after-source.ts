import type { JobItem } from '../../../preload/contract/studio/job-item';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useSelectedMedia, useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import type { FrameSources } from '../playback/frame-feed';

/** Finished jobs of a clip, newest first: what can stand in for the live preview. */
export function finishedJobs(jobs: readonly JobItem[] | undefined, mediaId: string | undefined): JobItem[] {
  return (jobs ?? [])
    .filter((job) => job.mediaId === mediaId && job.status.state === 'done')
    .sort((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0));
}

/** The finished job that stands in for the live preview of the selected clip. */
export function useComparedJob(): JobItem | undefined {
  const mediaId = useSelectedMedia()?.id;
  const jobs = useMirrors((mirrors) => mirrors.jobs?.jobs);
  const comparedJobId = useSelection((selection) => selection.comparedJobId);
  return finishedJobs(jobs, mediaId).find((job) => job.id === comparedJobId);
}

/** Addresses of the pictures to show; no `after` while there is none or the mode does not need it. */
export function frameSources(
  media: MediaItem | undefined,
  jobId: string | undefined,
  wantsAfter: boolean,
  resourceUrl: (path: string) => string,
): FrameSources | undefined {
  if (media?.info === undefined) return undefined;
  const { id, revision } = media;
  const sources: FrameSources = {
    clip: id,
    before: (frame, format) => resourceUrl(resourcePaths.before(id, frame, format)),
    ...(media.info.kind === 'video'
      ? { proxy: (frame: number) => resourceUrl(resourcePaths.proxy(id, frame)) }
      : {}),
  };
  if (!wantsAfter) return sources;
  if (jobId !== undefined) {
    return { ...sources, after: (frame, format) => resourceUrl(resourcePaths.result(jobId, frame, format)) };
  }
  if (media.analysis.state !== 'done') return sources;
  return {
    ...sources,
    after: (frame, format) => resourceUrl(resourcePaths.after(id, revision, frame, format)),
  };
}
