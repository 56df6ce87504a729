import { StudioError } from '../errors/studio-error';
import type { ModelStore, VerifiedModel } from './model-store';

/**
 * @param id the built-in one where it is left out
 * @throws StudioError `model-missing`, `model-corrupt`, `usage` where that model is no face
 */
export async function resolveFaceModel(models: ModelStore, id: string | undefined): Promise<VerifiedModel> {
  const found = await models.resolve(id ?? 'morphable-model');
  if (found.entry.job === 'morphable-model') return found;
  const faces = (await models.entries()).filter(({ job }) => job === 'morphable-model');
  throw new StudioError(
    'usage',
    `${found.entry.id} is no face model. Face models: ${faces.map((entry) => entry.id).join(', ')}.`,
  );
}
