import { stat } from 'node:fs/promises';
import { StudioError } from '../../errors/studio-error';
import { compareRuns } from '../../lab/compare-runs';
import { labMethods as parsedMethods, userMethods } from '../../lab/lab-methods';
import { offeredMethods } from '../../lab/offered-methods';
import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';
import { importMedia } from './import-media';
import { requiredClip } from './media-methods';

/**
 * Seconds that a version of a picture takes, made and measured, before this machine has told: forty people, twelve
 * methods and three sizes took 354 s on two cores (docs/lab.md).
 */
const firstGuess = 0.25;

export function labMethods(parts: StudioParts): HandlersOf<'lab'> {
  const { engine, lab, labStore, settings } = parts;
  /** Faces at most. */
  const picturesOf = (mediaIds: readonly string[], framesPerClip: number) =>
    mediaIds.reduce((sum, mediaId) => {
      const { info } = requiredClip(parts, mediaId).state;
      return sum + (info?.kind === 'image' ? 1 : Math.min(framesPerClip, info?.frameCountEstimate ?? 1));
    }, 0);
  return {
    'lab.methods': async () =>
      offeredMethods(await engine.models.entries(), await userMethods(engine.models)),
    'lab.estimate': ({ mediaIds, methods, factors, framesPerClip }) => {
      const pictures = picturesOf(mediaIds, framesPerClip);
      const versions = pictures * methods.length * factors.length;
      return {
        pictures,
        versions,
        seconds: versions * (lab.secondsPerVersion(methods.length) ?? firstGuess),
      };
    },
    'lab.start': async ({ mediaIds, ...wish }) => {
      // A method that is not there is refused now, not in the middle.
      parsedMethods(await engine.models.entries(), [], wish.methods);
      const inputs = mediaIds.map((mediaId) => requiredClip(parts, mediaId).state.input);
      const { device } = settings.settings;
      return lab.begin(inputs, picturesOf(mediaIds, wish.framesPerClip), { ...wish, device });
    },
    'lab.cancel': ({ runId }) => lab.cancel(runId),
    'lab.remove': ({ runId }) => lab.remove(runId),
    'lab.rename': ({ runId, name }) => lab.rename(runId, name),
    'lab.compare': async ({ runId, overId }) => {
      const [run, over] = [lab.required(runId), lab.required(overId)];
      return compareRuns(await labStore.figures(run.id), await labStore.figures(over.id));
    },
    'lab.source': async ({ runId, picture }) => {
      const { inputs } = lab.required(runId);
      const found = (await labStore.figures(runId)).pictures.at(picture);
      if (found === undefined) throw new StudioError('usage', 'There is no such picture in this run.');
      const input = inputs[found.file];
      const isThere = await stat(input).then(
        () => true,
        () => false,
      );
      if (!isThere) {
        throw new StudioError('input-not-found', `${input} is no longer there: it was moved or removed.`);
      }
      const [mediaId] = await importMedia(parts, [input]);
      return { mediaId, frame: found.frame };
    },
  };
}
