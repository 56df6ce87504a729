import {
  adapterPresets,
  adapterPresetSchema,
  type AdapterPreset,
} from '../../../preload/contract/adapter-presets';
import {
  adapterDeclarationSchema,
  type AdapterDeclaration,
  type ModelAdapter,
} from '../../../preload/contract/model-adapter';
import type { NetworkDescription } from '../../../preload/contract/model-library';
import { StudioError } from '../errors/studio-error';
import { settleAdapter } from './settle-adapter';

export interface AdapterGuess {
  /** Presets that fit the tensors, the likeliest first. */
  readonly fitting: readonly AdapterPreset[];
  readonly adapter: ModelAdapter | undefined;
  readonly guessedBy: 'name' | 'tensors' | undefined;
  /** Of the preset that the name speaks of, or of the first one. */
  readonly problem: string | undefined;
}

/** What file names say. */
const nameOf: Readonly<Record<AdapterPreset, RegExp>> = {
  gfpgan: /gfp-?gan/i,
  codeformer: /code-?former/i,
  'restoreformer++': /restore-?former/i,
  gpen: /gpen/i,
  'sparnet-hd': /spar-?net/i,
  vrn: /\bvrn|volumetric/i,
  deep3d: /deep-?3d|recon|bfm/i,
  'real-esrgan': /esr-?gan|realesr|bsrgan/i,
};

/**
 * Which preset a file wants: by its tensors, and among those that fit by the file's name. Several faces' restorers look
 * alike (one picture in, one out, 512 pixels); they are also used alike, so a wrong one among them does no harm.
 * @param factor of an upscaler, as measured, where the file does not say it
 */
export function guessAdapter(
  fileName: string,
  network: NetworkDescription,
  factor: number | undefined,
): AdapterGuess {
  const settled = new Map<AdapterPreset, ModelAdapter>();
  const problems = new Map<AdapterPreset, string>();
  for (const preset of adapterPresetSchema.options) {
    try {
      const adapter = settlePreset(preset, network, factor);
      if (suits(adapter, network)) settled.set(preset, adapter);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      problems.set(preset, error.message);
    }
  }
  const named = adapterPresetSchema.options.filter((preset) => nameOf[preset].test(fileName));
  const byName = named.filter((preset) => settled.has(preset));
  const fitting = [...byName, ...[...settled.keys()].filter((preset) => !byName.includes(preset))];
  const first = fitting.at(0);
  return {
    fitting,
    adapter: first === undefined ? undefined : settled.get(first),
    guessedBy: first === undefined ? undefined : byName.length > 0 ? 'name' : 'tensors',
    problem: first === undefined ? (problems.get(named.at(0) ?? 'gfpgan') ?? 'No preset fits.') : undefined,
  };
}

/**
 * A preset with what the file says filled in.
 * @param factor as measured, for a file that does not say it
 * @throws StudioError `model-unsuitable`
 */
export function settlePreset(
  preset: AdapterPreset,
  network: NetworkDescription,
  factor: number | undefined,
): ModelAdapter {
  return settleAdapter(withFactor(adapterDeclarationSchema.parse(adapterPresets[preset]), factor), network);
}

/** A declaration that leaves its factor open with the one that was measured. */
export function withFactor(declared: AdapterDeclaration, factor: number | undefined): AdapterDeclaration {
  if (declared.scope !== 'frame' || declared.factor !== undefined) return declared;
  return factor === 1 || factor === 2 || factor === 4 || factor === 8 ? { ...declared, factor } : declared;
}

/** Free sides are a whole frame's, a fixed side of 256 or more with an output as large is a face's. */
function suits(adapter: ModelAdapter, { inputs, outputs }: NetworkDescription): boolean {
  if (adapter.scope === 'coefficients') return true;
  const input = inputs.find(({ name }) => name === adapter.input.name);
  const fixed = input?.shape.slice(1).every((axis) => typeof axis === 'number') === true;
  if (adapter.scope === 'volume') {
    const edge = outputs.find(({ name }) => name === adapter.output.name)?.shape.at(-1);
    return fixed && (typeof edge === 'string' || edge === adapter.size);
  }
  return adapter.scope === 'face' ? fixed && adapter.size >= 128 : !fixed || adapter.factor > 1;
}
