import type { CoefficientsAdapter } from '../../../preload/contract/model-adapter';
import { StudioError } from '../errors/studio-error';
import type { ModelEntry } from './manifest';
import type { ModelStore, VerifiedModel } from './model-store';

/** A network of another project that reads faces, and how it is used. */
export interface FaceNetwork {
  readonly id: string;
  readonly adapter: CoefficientsAdapter;
}

const howToAdd = 'Add it: facet models add BFM_model_front.mat (docs/face-models.md)';
const baselOrigin = 'https://faces.dmi.unibas.ch/bfm';

/**
 * The face that is fitted.
 * @param id the built-in one where it is left out; of a network that reads faces, the model whose numbers it gives
 * @throws StudioError `model-missing`, `model-corrupt`, `usage` where that model is no face
 */
export async function resolveFaceModel(models: ModelStore, id: string | undefined): Promise<VerifiedModel> {
  const found = await models.resolve(id ?? 'morphable-model');
  if (found.entry.job === 'morphable-model') return found;
  const entries = await models.entries();
  const network = networkOf(found.entry);
  if (network !== undefined) return models.resolve(basisOf(network, entries).id);
  const faces = entries.filter((entry) => entry.job === 'morphable-model' || networkOf(entry) !== undefined);
  throw new StudioError(
    'usage',
    `${found.entry.id} is no face model. Face models: ${faces.map((entry) => entry.id).join(', ')}.`,
  );
}

/** The network that reads the faces, where the id is one's; its file is checked. */
export async function resolveFaceNetwork(
  models: ModelStore,
  id: string | undefined,
): Promise<(FaceNetwork & { readonly sha256: string }) | undefined> {
  if (id === undefined) return undefined;
  const { entry } = await models.resolve(id);
  const network = networkOf(entry);
  return network === undefined ? undefined : { ...network, sha256: entry.sha256 };
}

function networkOf({ id, adapter }: ModelEntry): FaceNetwork | undefined {
  return adapter?.scope === 'coefficients' ? { id, adapter } : undefined;
}

/** The model whose numbers a network gives: the one that its adapter names, or the only kind there is. */
export function basisOf({ id, adapter }: FaceNetwork, entries: readonly ModelEntry[]): ModelEntry {
  const bases = entries.filter(({ basis }) => basis === 'deep3d');
  const wanted = adapter.faceModel;
  const found = wanted === undefined ? bases.at(0) : bases.find((entry) => entry.id === wanted);
  if (found !== undefined) return found;
  const what = `${id} reads faces in the numbers of the Basel Face Model 2009`;
  if (wanted !== undefined) {
    const installed = bases.map((entry) => entry.id).join(', ') || 'none';
    throw new StudioError(
      'model-missing',
      `${what}, and its adapter names "${wanted}", which is no such model of yours. Installed: ${installed}. ${howToAdd}, or add the network again with another adapter.`,
    );
  }
  const old = entries.find(({ source }) => (source as { origin?: unknown } | null)?.origin === baselOrigin);
  throw new StudioError(
    'model-missing',
    old === undefined
      ? `${what}, and none is installed. ${howToAdd}.`
      : `${what}. Yours, ${old.id}, was added by an earlier version, which did not keep its axes. Remove it and add it again.`,
  );
}

/** Which face model a network's numbers will be, or why it cannot be used yet. */
export function basisNotice(network: FaceNetwork, entries: readonly ModelEntry[]): string {
  try {
    const { id, name } = basisOf(network, entries);
    return `Its numbers are those of ${name ?? id}, which it is used with.`;
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return error.message;
  }
}
