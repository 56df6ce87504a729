import type { FrameAdapter } from '../../../preload/contract/model-adapter';
import { StudioError } from '../errors/studio-error';
import type { ModelEntry } from '../models/manifest';

/** The network chosen to enlarge whole frames. */
export interface ChosenUpscaler {
  readonly id: string;
  readonly adapter: FrameAdapter;
}

/** @throws StudioError `model-missing` where none of that id enlarges frames */
export function chooseUpscaler(entries: readonly ModelEntry[], id: string): ChosenUpscaler {
  const adapter = entries.find((entry) => entry.id === id)?.adapter;
  if (adapter?.scope === 'frame') return { id, adapter };
  const others = entries.flatMap((entry) => (entry.job === 'upscaling' ? [entry.id] : []));
  throw new StudioError(
    'model-missing',
    `There is no model "${id}" that enlarges whole frames. Installed: ${others.join(', ') || 'none'}. Choose another one, or none for Lanczos.`,
  );
}
