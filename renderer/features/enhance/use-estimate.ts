import { useEffect, useState } from 'react';
import type { ErrorReport } from '../../../preload/contract/errors';
import type { Estimate } from '../../../preload/contract/studio/job-item';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useDestination } from '../../store/destination';
import { isCancelled, toErrorReport } from '../../store/report-error';

interface Answer {
  /** What it was asked for. */
  readonly key: string;
  readonly estimate?: Estimate;
  readonly error?: ErrorReport;
}

/** What a job of the clip as it now is would take. `stale` while a newer answer is on its way. */
export function useEstimate(media: MediaItem): Omit<Answer, 'key'> & { readonly stale: boolean } {
  const client = useClient();
  const folderId = useDestination(({ folder }) => folder?.id);
  const [answer, setAnswer] = useState<Answer>();
  const key = JSON.stringify([
    media.id,
    media.revision,
    media.settings,
    media.inFrame,
    media.outFrame,
    media.analysis.state === 'done',
    folderId,
  ]);
  useEffect(() => {
    const abort = new AbortController();
    // A dragged slider would ask for every value on its way.
    const timer = setTimeout(() => {
      client
        .call(
          'jobs.estimate',
          { mediaId: media.id, ...(folderId === undefined ? {} : { folderId }) },
          { signal: abort.signal },
        )
        .then((estimate) => setAnswer({ key, estimate }))
        .catch((error: unknown) => {
          if (!abort.signal.aborted && !isCancelled(error)) setAnswer({ key, error: toErrorReport(error) });
        });
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, media.id, folderId, key]);
  return {
    ...(answer?.estimate === undefined ? {} : { estimate: answer.estimate }),
    ...(answer?.error === undefined ? {} : { error: answer.error }),
    stale: answer?.key !== key,
  };
}
