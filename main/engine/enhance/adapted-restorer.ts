import type { FaceAdapter, ModelParameters } from '../../../preload/contract/model-adapter';
import type { Notice } from '../../../preload/contract/jobs';
import type { PriorMode } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import type { Feeds } from '../inference/tensors';
import type { ModelEntry } from '../models/manifest';
import type { RgbImage } from '../pixels/image';
import { parameterFeeds, pictureFeed } from './adapted-tensors';
import type { ChosenRestorer } from './choose-restorer';

/** A network of another project as a restorer. @throws StudioError `model-corrupt` for one of whole frames */
export function adaptedRestorer(entry: ModelEntry, prior: PriorMode): ChosenRestorer {
  const { id, adapter } = entry;
  if (adapter?.scope !== 'face') {
    throw new StudioError(
      'model-corrupt',
      `${id} restores no faces. Choose it for enlarging the whole frame.`,
    );
  }
  const notices: Notice[] =
    prior === 'both' || prior === 'none'
      ? []
      : [{ level: 'warning', message: `${id} knows no 3D face; --prior ${prior} has no effect there.` }];
  const takesNothing = { priorChannels: 0, coefficientLength: 0, framesBeside: [] };
  return { id, cropSize: adapter.size, ...takesNothing, notices, adapter };
}

/**
 * The restorer with values of the user's for its parameters.
 * @throws StudioError `usage` for a name it does not have, and for a value out of its range
 */
export function withParameters(restorer: ChosenRestorer, values: ModelParameters = {}): ChosenRestorer {
  const names = Object.keys(values);
  if (names.length === 0) return restorer;
  const known = (restorer.adapter?.parameters ?? []).filter(({ name }) => name !== undefined);
  const parameters: Record<string, number> = {};
  for (const name of names) {
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) {
      const has = known.length === 0 ? 'has no parameters' : `has ${known.map((one) => one.name).join(', ')}`;
      throw new StudioError('usage', `${restorer.id} has no parameter "${name}": it ${has}.`);
    }
    const value = values[name];
    if (!(value >= parameter.min && value <= parameter.max)) {
      throw new StudioError(
        'usage',
        `${name} of ${restorer.id} goes from ${parameter.min} to ${parameter.max}; ${value} is outside of that.`,
      );
    }
    parameters[parameter.input] = value;
  }
  return { ...restorer, parameters };
}

/** What a network of another project is fed with for one crop, whose buffer goes along. */
export function adaptedFeeds(
  adapter: FaceAdapter,
  crop: RgbImage,
  parameters: Readonly<Record<string, number>> = {},
): Feeds {
  return { [adapter.input.name]: pictureFeed(crop, adapter.input), ...parameterFeeds(adapter, parameters) };
}
