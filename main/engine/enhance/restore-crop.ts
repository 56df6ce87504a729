import type { PriorMode } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import type { Feeds, Tensors } from '../inference/tensors';
import type { RgbImage } from '../pixels/image';
import { restorerTensors } from './choose-restorer';
import type { ChosenRestorer } from './choose-restorer';
import { unpackNchw } from './picture-tensors';

/** `InferencePool.run`, or a stand-in. Buffers of the feeds move away; outputs belong to the caller. */
export type RunModel = (
  model: string,
  feeds: () => Feeds,
  options: { readonly signal?: AbortSignal | undefined; readonly weight: 'heavy' },
) => Promise<Tensors>;

export interface RestoreRequest {
  /** Aligned crop, RGB, `cropSize` square. Read when a worker is free; not changed, not kept. */
  readonly crop: RgbImage;
  /**
   * Renders the prior: a new [priorChannels, S, S] array, which is given away. Called once a worker is free, and only
   * where mode and network use it.
   */
  readonly makePrior: () => Float32Array;
  /** The fit's coefficient vector, a new array of the network's length. Called like `makePrior`. */
  readonly makeCoefficients: () => Float32Array;
  readonly mode: PriorMode;
  /** Written: the restored crop, RGB, `cropSize` square. */
  readonly out: RgbImage;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Restores one aligned crop. `none` and `coeff` give the network a prior of zeros, `none` and `render` coefficients of
 * zeros: what training did for faces without them. The bytes of the crop are turned into a tensor by the worker.
 * Errors: those of the pool, and `inference-failed` where the network returns another shape or nothing finite.
 */
export async function restoreCrop(
  run: RunModel,
  restorer: ChosenRestorer,
  request: RestoreRequest,
): Promise<void> {
  const { crop, out, signal } = request;
  const size = restorer.cropSize;
  if (crop.width !== size || crop.height !== size || out.width !== size || out.height !== size) {
    throw new StudioError(
      'internal',
      `${restorer.id} restores ${size}x${size} crops; got ${crop.width}x${crop.height}.`,
    );
  }
  const results = await run(restorer.id, () => feedsOf(restorer, request), { signal, weight: 'heavy' });
  const restored = results[restorerTensors.restored];
  if (restored?.data.length !== size * size * 3) {
    throw new StudioError(
      'inference-failed',
      `${restorer.id} returned no ${restorerTensors.restored} of ${size}x${size} pixels. Run \`facet models\` to check its file.`,
    );
  }
  if (!Number.isFinite(restored.data[(size * size) >> 1])) {
    throw new StudioError(
      'inference-failed',
      `${restorer.id} returned values that are not numbers, which some graphics drivers do. Try \`--device cpu\`.`,
    );
  }
  unpackNchw(restored.data, out);
}

function feedsOf(restorer: ChosenRestorer, request: RestoreRequest): Feeds {
  const { cropSize: size, priorChannels, coefficientLength } = restorer;
  const { crop, mode } = request;
  const usesRender = mode === 'render' || mode === 'both';
  const usesCoefficients = mode === 'coeff' || mode === 'both';
  const feeds: Record<string, Feeds[string]> = {
    [restorerTensors.face]: {
      image: { width: size, height: size, data: crop.data.slice() },
      tensorFromImage: { a: 1, b: 0, tx: 0, ty: 0 },
      width: size,
      height: size,
      scale: 1 / 255,
      offset: 0,
      outside: 'border',
    },
  };
  if (priorChannels > 0) {
    const data = usesRender ? request.makePrior() : new Float32Array(priorChannels * size * size);
    feeds[restorerTensors.prior] = { data, dims: [1, priorChannels, size, size] };
  }
  if (coefficientLength > 0) {
    const data = usesCoefficients ? request.makeCoefficients() : new Float32Array(coefficientLength);
    feeds[restorerTensors.coefficients] = { data, dims: [1, coefficientLength] };
  }
  return feeds;
}
