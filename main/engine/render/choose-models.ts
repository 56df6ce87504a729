import type { EnhanceOptions } from '../../../preload/contract/options';
import { withParameters } from '../enhance/adapted-restorer';
import { chooseRestorer, type ChosenRestorer } from '../enhance/choose-restorer';
import { chooseUpscaler, type ChosenUpscaler } from '../enhance/choose-upscaler';
import { StudioError } from '../errors/studio-error';
import type { ModelStore } from '../models/model-store';

/** The networks of a job. */
export interface ChosenModels {
  readonly restorer: ChosenRestorer;
  /** None: Lanczos. */
  readonly upscaler: ChosenUpscaler | undefined;
  /**
   * What of the user's models and their values shapes pixels, beside the hash of the restorer; undefined where there is
   * nothing of the kind, so that keys of plain jobs stay as they were.
   */
  readonly key: object | undefined;
}

type ModelOptions = Pick<EnhanceOptions, 'task' | 'prior' | 'restorer' | 'modelParameters' | 'upscaler'>;

/**
 * Picks the networks for a job.
 * @param moving of a clip, not of a photograph
 * @throws StudioError `model-missing`, `model-corrupt`, `usage` for parameters that do not fit
 */
export async function chooseModels(
  store: ModelStore,
  options: ModelOptions,
  moving: boolean,
): Promise<ChosenModels> {
  const entries = await store.entries();
  const { task, prior, restorer: id, modelParameters, upscaler: upscalerId } = options;
  const lost = [id, upscalerId].find(
    (wanted) => wanted !== undefined && !entries.some((entry) => entry.id === wanted),
  );
  const [problem] = await store.problems();
  if (lost !== undefined && problem !== undefined) {
    throw new StudioError('model-missing', `There is no model "${lost}". ${problem}`);
  }
  const restorer = withParameters(chooseRestorer(entries, task, prior, id, moving), modelParameters);
  const upscaler = upscalerId === undefined ? undefined : chooseUpscaler(entries, upscalerId);
  const key =
    restorer.adapter === undefined && upscaler === undefined
      ? undefined
      : {
          adapter: restorer.adapter,
          parameters: restorer.parameters,
          upscaler: upscaler && [upscaler.adapter, entries.find((e) => e.id === upscaler.id)?.sha256],
        };
  return { restorer, upscaler, key };
}
