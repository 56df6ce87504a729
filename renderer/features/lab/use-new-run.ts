import { useMemo } from 'react';
import { labFactorSchema } from '../../../preload/contract/lab';
import type { LabEstimate, LabMethodItem, LabWish } from '../../../preload/contract/studio/lab-run';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { reportError } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useResource, type Resource } from '../inspect3d/use-resource';
import { useLabRuns, useLabView } from './lab-view';
import { recipeOf } from './recipes';

const noMedia: readonly MediaItem[] = [];
const labFactors = labFactorSchema.options.map(({ value }) => value);

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
  const material = media.filter(({ id }) => wish.mediaIds === undefined || wish.mediaIds.includes(id));
  const platform = useMirrors(({ machine }) => machine?.platform ?? '');
  const able = {
    faces: true,
    clips: material.some(({ info }) => info?.kind === 'video'),
    fits: wish.faces,
    memory: !/^win/i.test(platform),
  };
  const { faces } = wish;
  const clips = wish.clips && able.clips;
  const found = recipeOf(wish.recipe, wish.ownRecipe);
  const recipe = 'recipe' in found ? found.recipe : undefined;
  const chosen = {
    mediaIds: material.map(({ id }) => id),
    methods: offered
      .filter(({ name, usual }) => (wish.methods === undefined ? usual : wish.methods.includes(name)))
      .map(({ name }) => name),
    factors: faces ? [...wish.factors] : [...labFactors],
    framesPerClip: wish.framesPerClip,
    faces,
    ...(clips && recipe !== undefined ? { clips: { seconds: wish.seconds, recipe } } : {}),
    fits: wish.fits && able.fits,
    memory: wish.memory && able.memory,
  } satisfies LabWish;
  const hasParts = faces || clips;
  const isWhole =
    chosen.mediaIds.length > 0 &&
    chosen.methods.length > 0 &&
    chosen.factors.length > 0 &&
    hasParts &&
    !(clips && recipe === undefined);
  const estimate: Resource<LabEstimate> = useResource(
    isWhole ? JSON.stringify(chosen) : undefined,
    (signal) => client.call('lab.estimate', chosen, { signal }),
  );
  // What the engine would refuse it refuses as an estimate, with its reason.
  const canStart = isWhole && !isBusy && estimate.state !== 'failed';
  const start = () => {
    if (!canStart) return;
    client
      .call('lab.start', chosen)
      .then(({ runId }) => useLabView.getState().open(runId))
      .catch(reportError);
  };
  const fault = clips && 'fault' in found ? found.fault : undefined;
  return {
    ...{ media, methods, offered, chosen, able, hasClips: clips, hasParts, fault },
    ...{ estimate, isWhole, isBusy, canStart, start },
  };
}
