import { bestRestorer } from '../../../preload/contract/best-restorer';
import type { PriorMode, Task } from '../../../preload/contract/options';
import type { Notice } from '../../../preload/contract/jobs';
import { StudioError } from '../errors/studio-error';
import type { FaceAdapter } from '../../../preload/contract/model-adapter';
import type { ModelEntry } from '../models/manifest';
import { adaptedRestorer } from './adapted-restorer';

/** Names of the tensors every restorer speaks of; the prior, the coefficients and the frames beside are optional. */
export const restorerTensors = {
  face: 'faceNchw',
  prior: 'priorNchw',
  coefficients: 'coefficients',
  beside: 'besideNchw',
  restored: 'restoredNchw',
} as const;

/** The restorer chosen for a task, and what it takes. */
export interface ChosenRestorer {
  /** Id in the manifest. */
  readonly id: string;
  /** Side of the crop, pixels. */
  readonly cropSize: number;
  /** Channels of the prior it reads; 0 = none. */
  readonly priorChannels: number;
  /** It can be guided by the skin of other pictures of a person, drawn into the prior. */
  readonly readsTextures?: boolean;
  /** Length of its coefficient vector; 0 = none. */
  readonly coefficientLength: number;
  /** Where the frames that it looks at beside the one it restores lie from that in time, ascending; empty = none. */
  readonly framesBeside: readonly number[];
  /** Id of the weights it can be moved towards, from faithful to vivid. */
  readonly vivid?: string | undefined;
  /** Of a network of another project; its tensors are then the adapter's, not `restorerTensors`. */
  readonly adapter?: FaceAdapter;
  /** Values of the user's, by ONNX input; the adapter's defaults otherwise. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** What the user should know about the choice. */
  readonly notices: readonly Notice[];
}

const taskNames: Readonly<Record<Task, string>> = {
  restore: 'restoration',
  sr: 'super-resolution',
  deblur: 'deblurring',
};

/**
 * Picks the network for a task from the manifest (`bestRestorer`). Where only a blind one is there, it is taken and a
 * notice says so. Networks of other projects are taken only when named.
 * @param id takes this one, whatever it was trained for
 * @param moving there are frames beside: networks that look at them come first, and otherwise last
 * @throws StudioError `model-missing` where no restorer, or not that one, is listed, `model-corrupt` where its tensors make no sense.
 */
export function chooseRestorer(
  entries: readonly ModelEntry[],
  task: Task,
  prior: PriorMode = 'both',
  id?: string,
  moving = false,
): ChosenRestorer {
  const restorers = entries.filter((entry) => entry.job === 'restoration');
  const named = restorers.find((entry) => entry.id === id);
  if (id !== undefined && named === undefined) {
    throw new StudioError(
      'model-missing',
      `There is no restoration model "${id}". Installed: ${restorers.map((entry) => entry.id).join(', ') || 'none'}. Choose another one.`,
    );
  }
  if (named?.adapter !== undefined) return adaptedRestorer(named, prior);
  const own = restorers.filter(({ adapter }) => adapter === undefined);
  const looks = own.filter((entry) => framesBesideOf(entry).length > 0);
  const others = own.filter((entry) => !looks.includes(entry));
  const entry = named ?? bestRestorer(moving ? [...looks, ...others] : [...others, ...looks], task);
  if (entry === undefined) {
    throw new StudioError(
      'model-missing',
      `No network for ${taskNames[task]} is installed. \`facet models\` lists what there is; reinstall the program to get the built-in one.`,
    );
  }
  const chosen = tensorsOf(entry);
  const notices: Notice[] = [];
  if (named === undefined && entry.tasks === undefined && task !== 'restore') {
    notices.push({
      level: 'info',
      message: `There is no network of its own for ${taskNames[task]} yet; ${entry.id}, which handles blur, noise and low resolution together, does it.`,
    });
  }
  if ((prior === 'render' || prior === 'both') && chosen.priorChannels === 0) {
    notices.push({
      level: 'warning',
      message: `${entry.id} takes no rendered 3D face; --prior ${prior} has no effect there.`,
    });
  }
  if ((prior === 'coeff' || prior === 'both') && chosen.coefficientLength === 0) {
    notices.push({
      level: 'warning',
      message: `${entry.id} takes no 3D coefficients; --prior ${prior} has no effect there.`,
    });
  }
  const ignored = entry.inputs.find((input) => input.name === restorerTensors.coefficients)?.ignored;
  if (prior === 'coeff' && ignored === true) {
    notices.push({
      level: 'warning',
      message: `${entry.id} ${entry.version} has not learnt to use 3D coefficients; --prior coeff gives what --prior none gives.`,
    });
  }
  return { ...chosen, notices };
}

function framesBesideOf({ inputs }: ModelEntry): readonly number[] {
  return inputs.find(({ name }) => name === restorerTensors.beside)?.frames ?? [];
}

function tensorsOf(entry: ModelEntry): Omit<ChosenRestorer, 'notices'> {
  const shapeOf = (name: string): readonly (number | string)[] | undefined =>
    entry.inputs.find((input) => input.name === name)?.shape;
  const size = (shape: readonly (number | string)[] | undefined, axis: number, otherwise: number): number => {
    const length = shape?.[axis];
    return typeof length === 'number' ? length : otherwise;
  };
  const face = shapeOf(restorerTensors.face);
  if (face === undefined || !entry.outputs.some((output) => output.name === restorerTensors.restored)) {
    throw new StudioError(
      'model-corrupt',
      `The manifest's entry of ${entry.id} lacks the tensors ${restorerTensors.face} or ${restorerTensors.restored}. Correct its description or remove it.`,
    );
  }
  return {
    id: entry.id,
    cropSize: size(face, 2, 256),
    priorChannels: size(shapeOf(restorerTensors.prior), 1, 0),
    ...(entry.inputs.some(({ name, textured }) => name === restorerTensors.prior && textured === true)
      ? { readsTextures: true }
      : {}),
    coefficientLength: size(shapeOf(restorerTensors.coefficients), 1, 0),
    framesBeside: framesBesideOf(entry),
    vivid: entry.vivid,
  };
}
