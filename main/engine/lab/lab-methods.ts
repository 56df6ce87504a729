import { labClassic, labFilterSchema, usualLabMethods, type LabFilter } from '../../../preload/contract/lab';
import {
  priorModeSchema,
  taskSchema,
  vividnessSchema,
  type PriorMode,
  type Task,
} from '../../../preload/contract/options';
import { chooseRestorer, type ChosenRestorer } from '../enhance/choose-restorer';
import { chooseUpscaler, type ChosenUpscaler } from '../enhance/choose-upscaler';
import { StudioError } from '../errors/studio-error';
import type { ModelEntry } from '../models/manifest';
import type { ModelStore } from '../models/model-store';
import { protocolSize } from './protocol';

/** A way to enlarge a small face, by the name under which the report lists it. */
export type LabMethod =
  | { readonly kind: 'filter'; readonly name: string; readonly filter: LabFilter }
  | {
      readonly kind: 'upscaler';
      readonly name: string;
      /** One network, or one a factor. */
      readonly upscalers: readonly [ChosenUpscaler, ...ChosenUpscaler[]];
    }
  | {
      readonly kind: 'restorer';
      readonly name: string;
      readonly restorer: ChosenRestorer;
      /** What enlarges the small face for it: the protocol it learnt, or the engine. */
      readonly enlargedAs: 'protocol' | 'engine';
      /** Absent where the network itself was named. */
      readonly task: Task | undefined;
      readonly prior: PriorMode;
      readonly vividness: number;
      readonly thorough: boolean;
    };

/** Shi et al. 2016, with weights of ours: a network a factor. */
const espcn = ['facet-espcn-x2', 'facet-espcn-x4', 'facet-espcn-x8'] as const;

const looks = { faithful: 0, usual: vividnessSchema.parse(undefined), vivid: 1 } as const;

/**
 * The methods of their names, in that order; the usual ones and the user's models where none are named.
 * @param userModels ids of the restorers and upscalers that did not come with the program
 * @throws StudioError `usage` for a name that says nothing, `model-missing` for a network that is not there
 */
export function labMethods(
  entries: readonly ModelEntry[],
  userModels: readonly string[],
  names?: readonly string[],
): LabMethod[] {
  const wanted = names ?? [...usualLabMethods, ...userModels];
  return [...new Set(wanted)].map((name) => methodOf(entries, name));
}

/** Ids of the restorers and upscalers that did not come with the program. */
export async function userMethods(models: Pick<ModelStore, 'entries' | 'builtIn'>): Promise<string[]> {
  const builtIn = new Set((await models.builtIn()).map(({ id }) => id));
  return (await models.entries()).flatMap(({ id, job }) =>
    !builtIn.has(id) && (job === 'restoration' || job === 'upscaling') ? [id] : [],
  );
}

/** The one of its networks that enlarges by `scale`, or the first, whose result is then averaged down or helped. */
export function upscalerFor(
  { upscalers }: Extract<LabMethod, { kind: 'upscaler' }>,
  scale: number,
): ChosenUpscaler {
  return upscalers.find(({ adapter }) => adapter.factor === scale) ?? upscalers[0];
}

function methodOf(entries: readonly ModelEntry[], name: string): LabMethod {
  const filter = labFilterSchema.safeParse(name);
  if (filter.success) return { kind: 'filter', name, filter: filter.data };
  if (name === labClassic) {
    const [first, ...others] = espcn.map((id) => chooseUpscaler(entries, id));
    return { kind: 'upscaler', name, upscalers: [first, ...others] };
  }
  const [network, ...words] = name.split(':');
  const entry = entries.find(({ id }) => id === network);
  if (entry?.adapter?.scope === 'frame') {
    return { kind: 'upscaler', name, upscalers: [chooseUpscaler(entries, network)] };
  }
  const task = taskSchema.safeParse(network);
  if (!task.success && entry === undefined) {
    throw new StudioError(
      'usage',
      `There is no method "${name}". Name a filter (${labFilterSchema.options.join(', ')}), ${labClassic}, or a network such as sr:both: ` +
        `${[...taskSchema.options, ...entries.filter(({ job }) => job === 'restoration').map(({ id }) => id)].join(', ')}.`,
    );
  }
  let prior: PriorMode = 'none';
  let vividness: number = looks.faithful;
  let thorough = false;
  for (const word of words) {
    const mode = priorModeSchema.safeParse(word);
    if (mode.success) prior = mode.data;
    else if (word in looks) vividness = looks[word as keyof typeof looks];
    else if (word === 'thorough') thorough = true;
    else {
      throw new StudioError(
        'usage',
        `"${word}" of the method ${name} is none of ${[...priorModeSchema.options, ...Object.keys(looks), 'thorough'].join(', ')}.`,
      );
    }
  }
  const chosen = task.success
    ? chooseRestorer(entries, task.data, prior)
    : chooseRestorer(entries, 'restore', prior, network);
  const byProtocol = learntProtocol(entries, chosen);
  return {
    kind: 'restorer',
    name,
    restorer: byProtocol ? { ...chosen, cropSize: protocolSize } : chosen,
    enlargedAs: byProtocol ? 'protocol' : 'engine',
    ...{ task: task.data, prior, vividness, thorough },
  };
}

/** Networks of super-resolution take any size, and learnt the protocol at its own: see their card. */
function learntProtocol(entries: readonly ModelEntry[], { id, adapter }: ChosenRestorer): boolean {
  const entry = entries.find((one) => one.id === id);
  return adapter === undefined && entry?.tasks?.includes('sr') === true;
}
