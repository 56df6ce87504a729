import type { PriorMode } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import type { RunOptions } from '../inference/pool-options';
import type { Feeds, Tensors } from '../inference/tensors';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { adaptedFeeds } from './adapted-restorer';
import { unpackPicture } from './adapted-tensors';
import { restorerTensors } from './choose-restorer';
import type { ChosenRestorer } from './choose-restorer';
import { packNchw, unpackNchw } from './picture-tensors';
import { averageWithMirrored, mirroredPicture, mirroredPlanes, mirroredPrior } from './self-ensemble';

/** `InferencePool.run`, or a stand-in. Buffers of the feeds move away; outputs belong to the caller. */
export type RunModel = (
  model: string,
  feeds: () => Feeds,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly weight: 'heavy';
    readonly towards?: RunOptions['towards'];
    readonly outputs?: readonly string[];
    readonly exact?: boolean | undefined;
  },
) => Promise<Tensors>;

export interface RestoreRequest {
  /** Aligned crop, RGB, `cropSize` square. Not changed, not kept. */
  readonly crop: RgbImage;
  /** [priorChannels, S, S], given away; none: the network is told that there is no render. */
  readonly prior: Float32Array | undefined;
  /** The fit's coefficient vector, given away; none: the network is told that there are none. */
  readonly coefficients: Float32Array | undefined;
  /** [3 N, S, S] 0..1, the N of `framesBeside` in their order, given away; none: the crop stands for each of them. */
  readonly beside?: Float32Array | undefined;
  /** 0 faithful .. 1 vivid; of no effect where the restorer has no vivid weights. */
  readonly vividness: number;
  /**
   * Also restore the crop's mirror image and take the mean, both with exact weights: nearer to the truth, about three times
   * the network's time on a processor, twice elsewhere.
   */
  readonly thorough?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What of the 3D face reaches a network under a prior mode. */
export function priorInputs(
  restorer: ChosenRestorer,
  mode: PriorMode,
): { readonly render: boolean; readonly coefficients: boolean } {
  return {
    render: restorer.priorChannels > 0 && (mode === 'render' || mode === 'both'),
    coefficients: restorer.coefficientLength > 0 && (mode === 'coeff' || mode === 'both'),
  };
}

/** Whether a network is shown the skin of other pictures, drawn into its prior. */
export function isShownSkin(restorer: ChosenRestorer, mode: PriorMode): boolean {
  return restorer.readsTextures === true && priorInputs(restorer, mode).render;
}

/**
 * Restores one aligned crop. A prior or coefficients that are not given are zeros: what training did for faces without
 * them. The bytes of the crop are turned into a tensor by the worker.
 * @returns the restored crop, RGB, rounded to levels
 * Errors: those of the pool, and `inference-failed` where the network returns another shape or nothing finite.
 */
export async function restoreCrop(
  run: RunModel,
  restorer: ChosenRestorer,
  request: RestoreRequest,
): Promise<RgbImage> {
  const { crop } = request;
  const size = restorer.cropSize;
  if (crop.width !== size || crop.height !== size) {
    throw new StudioError(
      'internal',
      `${restorer.id} restores ${size}x${size} crops; got ${crop.width}x${crop.height}.`,
    );
  }
  if (request.thorough !== true) return restoreOnce(run, restorer, request);
  const mirrored = mirroredRequest(request, size);
  const [picture, mirror] = await Promise.all([
    restoreOnce(run, restorer, request),
    restoreOnce(run, restorer, mirrored),
  ]);
  averageWithMirrored(picture, mirror);
  return picture;
}

/** What the coefficients of a mirrored face are is not known: its render tells it all. */
function mirroredRequest(request: RestoreRequest, size: number): RestoreRequest {
  return {
    ...request,
    crop: mirroredPicture(request.crop),
    prior: request.prior && mirroredPrior(request.prior, size),
    beside: request.beside && mirroredPlanes(request.beside, size),
    coefficients: undefined,
  };
}

async function restoreOnce(
  run: RunModel,
  restorer: ChosenRestorer,
  request: RestoreRequest,
): Promise<RgbImage> {
  const { vividness, thorough: exact, signal } = request;
  const { adapter, cropSize: size } = restorer;
  const output = adapter?.output.name ?? restorerTensors.restored;
  const towards = restorer.vivid === undefined ? undefined : { model: restorer.vivid, share: vividness };
  const feeds = (): Feeds => feedsOf(restorer, request);
  const outputs = adapter === undefined ? {} : { outputs: [output] };
  const results = await run(restorer.id, feeds, { signal, weight: 'heavy', towards, exact, ...outputs });
  const restored = results[output];
  if (restored?.data.length !== size * size * 3) {
    throw new StudioError(
      'inference-failed',
      `${restorer.id} returned no ${output} of ${size}x${size} pixels. Run \`facet models\` to check its file.`,
    );
  }
  if (!Number.isFinite(restored.data[(size * size) >> 1])) {
    throw new StudioError(
      'inference-failed',
      `${restorer.id} returned values that are not numbers, which some graphics drivers do. Try \`--device cpu\`.`,
    );
  }
  const picture = createRgbImage(size, size);
  if (adapter === undefined) unpackNchw(restored.data, picture);
  else unpackPicture(restored.data, size, size, adapter.output, picture);
  return picture;
}

function feedsOf(restorer: ChosenRestorer, request: RestoreRequest): Feeds {
  const { cropSize: size, priorChannels, coefficientLength, framesBeside } = restorer;
  const { crop, prior, coefficients, beside } = request;
  const { adapter, parameters } = restorer;
  if (adapter !== undefined) {
    return adaptedFeeds(adapter, { width: size, height: size, data: crop.data.slice() }, parameters);
  }
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
    const data = prior ?? new Float32Array(priorChannels * size * size);
    feeds[restorerTensors.prior] = { data, dims: [1, priorChannels, size, size] };
  }
  if (coefficientLength > 0) {
    const data = coefficients ?? new Float32Array(coefficientLength);
    feeds[restorerTensors.coefficients] = { data, dims: [1, coefficientLength] };
  }
  if (framesBeside.length > 0) {
    const data = beside ?? repeated(crop, framesBeside.length);
    feeds[restorerTensors.beside] = { data, dims: [1, 3 * framesBeside.length, size, size] };
  }
  return feeds;
}

/** The crop as [3 count, S, S]. */
function repeated(crop: RgbImage, count: number): Float32Array {
  const { length } = crop.data;
  const planes = new Float32Array(count * length);
  for (let at = 0; at < planes.length; at += length) packNchw(crop, planes.subarray(at, at + length));
  return planes;
}
