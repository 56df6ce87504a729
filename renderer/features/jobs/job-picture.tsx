import { Film } from 'lucide-react';
import { useState } from 'react';
import type { JobItem } from '../../../preload/contract/studio/job-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { useMirrors } from '../../store/topics';

/** The clip's poster; while the job runs, what it last finished. */
export function JobPicture({ job, dim }: { readonly job: JobItem; readonly dim: boolean }) {
  const client = useClient();
  const here = useMirrors(({ project }) => project?.media.some(({ id }) => id === job.mediaId) === true);
  const live = job.status.state === 'running' && job.liveRevision > 0;
  const path = live
    ? resourcePaths.live(job.id, job.liveRevision)
    : here
      ? resourcePaths.poster(job.mediaId, 160)
      : job.status.state === 'done'
        ? resourcePaths.result(job.id, 0, 'jpg')
        : undefined;
  const [broken, setBroken] = useState<string>();
  return (
    <div className={dim ? 'th dim' : 'th'}>
      {path === undefined || broken === path ? (
        <Film />
      ) : (
        <img src={client.resourceUrl(path)} alt="" draggable={false} onError={() => setBroken(path)} />
      )}
    </div>
  );
}
