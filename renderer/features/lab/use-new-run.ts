import { useMemo } from 'react';
import type { LabEstimate, LabMethodItem, LabWish } from '../../../preload/contract/studio/lab-run';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { reportError } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useResource, type Resource } from '../inspect3d/use-resource';
import { useLabRuns, useLabView } from './lab-view';

const noMedia: readonly MediaItem[] = [];

/** What can be compared, what is chosen of it, what that would take, and its start. */
export function useNewRun() {
  const client = useClient();
  const wish = useLabView((view) => view.wish);
  const all = useMirrors(({ project }) => project?.media) ?? noMedia;
  const models = useMirrors(({ machine }) => machine?.models);
  const isBusy = useLabRuns().runs.some(({ status }) => status.state === 'running');
  const media = useMemo(
    () => all.filter(({ info, error }) => info !== undefined && error === undefined),
    [all],
  );
  // Models of the user's come and go.
  const methodsKey = models?.map(({ id }) => id).join() ?? '';
  const methods = useResource<LabMethodItem[]>(methodsKey, (signal) =>
    client.call('lab.methods', {}, { signal }),
  );
  const offered = methods.state === 'ready' ? methods.value : [];
  const chosen = {
    mediaIds: media
      .map(({ id }) => id)
      .filter((id) => wish.mediaIds === undefined || wish.mediaIds.includes(id)),
    methods: offered
      .filter(({ name, usual }) => (wish.methods === undefined ? usual : wish.methods.includes(name)))
      .map(({ name }) => name),
    factors: [...wish.factors],
    framesPerClip: wish.framesPerClip,
  } satisfies LabWish;
  const isWhole = chosen.mediaIds.length > 0 && chosen.methods.length > 0 && chosen.factors.length > 0;
  const estimate: Resource<LabEstimate> = useResource(
    isWhole ? JSON.stringify(chosen) : undefined,
    (signal) => client.call('lab.estimate', chosen, { signal }),
  );
  const canStart = isWhole && !isBusy;
  const start = () => {
    if (!canStart) return;
    client
      .call('lab.start', chosen)
      .then(({ runId }) => useLabView.getState().open(runId))
      .catch(reportError);
  };
  return { media, methods, offered, chosen, estimate, isWhole, isBusy, canStart, start };
}
