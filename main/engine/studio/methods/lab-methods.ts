import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import type { labWishSchema } from '../../../../preload/contract/studio/lab-run';
import { StudioError } from '../../errors/studio-error';
import { scaleOfRecipe } from '../../lab/clips/clip-scale';
import { compareRuns } from '../../lab/compare-runs';
import { labMethods as parsedMethods, userMethods } from '../../lab/lab-methods';
import { offeredMethods } from '../../lab/offered-methods';
import { canMeasureMemory } from '../../lab/memory/method-memory';
import { without } from '../document/without';
import { labDemand, totalSeconds } from '../lab/lab-work';
import type { StudioParts } from '../studio-parts';
import type { HandlersOf } from './handlers';
import { importMedia } from './import-media';
import { requiredClip } from './media-methods';

type Parsed = z.infer<typeof labWishSchema>;

export function labMethods(parts: StudioParts): HandlersOf<'lab'> {
  const { engine, lab, labStore, settings } = parts;
  /** The material that is looked at, and what the wish comes to. @throws StudioError `usage` where a recipe suits no clip */
  const planOf = ({ mediaIds, ...wish }: Parsed) => {
    const material = mediaIds
      .map((mediaId) => requiredClip(parts, mediaId).state)
      // Photos are single faces.
      .filter(({ info }) => wish.faces || info?.kind === 'video');
    const infos = material.flatMap(({ info }) => (info === undefined ? [] : [info]));
    if (wish.clips !== undefined) {
      for (const info of infos) if (info.kind === 'video') scaleOfRecipe(wish.clips.recipe, info);
    }
    const demand = labDemand(infos, wish);
    if (!wish.faces && demand.clips === 0) {
      throw new StudioError('usage', 'No clip is among the material. Add one, or measure single faces.');
    }
    if (wish.memory && !canMeasureMemory()) {
      throw new StudioError('usage', 'Memory can be measured on Linux and macOS only.');
    }
    return { inputs: material.map(({ input }) => input), demand };
  };
  return {
    'lab.methods': async () =>
      offeredMethods(await engine.models.entries(), await userMethods(engine.models)),
    'lab.estimate': (wish) => {
      const { demand } = planOf(wish);
      const partSeconds = lab.secondsFor(demand.work, wish.methods.length);
      const { pictures, clips, work } = demand;
      return { pictures, clips, versions: work.faces ?? 0, seconds: totalSeconds(partSeconds), partSeconds };
    },
    'lab.start': async (asked) => {
      // A method that is not there is refused now, not in the middle.
      parsedMethods(await engine.models.entries(), [], asked.methods);
      const { inputs, demand } = planOf(asked);
      const { device } = settings.settings;
      return lab.begin(inputs, demand, { ...without(asked, 'mediaIds'), device });
    },
    'lab.cancel': ({ runId }) => lab.cancel(runId),
    'lab.remove': ({ runId }) => lab.remove(runId),
    'lab.rename': ({ runId, name }) => lab.rename(runId, name),
    'lab.compare': async ({ runId, overId }) => {
      const [run, over] = [lab.required(runId), lab.required(overId)];
      return compareRuns(await labStore.figures(run.id), await labStore.figures(over.id));
    },
    'lab.source': async ({ runId, picture, of }) => {
      const { inputs } = lab.required(runId);
      const { pictures, clips } = await labStore.figures(runId);
      const found = of === 'faces' ? pictures.at(picture) : clips?.faces.at(picture);
      if (found === undefined) throw new StudioError('usage', 'There is no such picture in this run.');
      const frame = 'shownFrame' in found ? found.shownFrame : found.frame;
      const input = inputs[found.file];
      const isThere = await stat(input).then(
        () => true,
        () => false,
      );
      if (!isThere) {
        throw new StudioError('input-not-found', `${input} is no longer there: it was moved or removed.`);
      }
      const [mediaId] = await importMedia(parts, [input]);
      return { mediaId, frame };
    },
  };
}
