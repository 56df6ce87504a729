import type { CoefficientsAdapter } from '../../../preload/contract/model-adapter';
import { parameterFeeds, pictureFeed } from '../enhance/adapted-tensors';
import { StudioError } from '../errors/studio-error';
import { cropFromFrameOf } from '../geometry/align-crop';
import { deep3dLength } from '../geometry/deep3d-coefficients';
import { deep3dCropFromFrame } from '../geometry/deep3d-crop';
import type { Similarity } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { InferencePool } from '../inference/inference-pool';
import type { FaceNetwork } from '../models/resolve-face-model';
import { createRgbImage, type RgbImage } from '../pixels/image';

/**
 * The crop that such a network is given.
 * @param fivePoints frame pixels, see faces/five-points.ts
 * @param size edge of the crop, pixels
 */
export function networkCropOf(
  { template }: Pick<CoefficientsAdapter, 'template'>,
  fivePoints: ArrayLike<number>,
  size: number,
): Similarity {
  return template === 'deep3d'
    ? deep3dCropFromFrame(fivePoints, size)
    : cropFromFrameOf(fivePoints, size, template);
}

/**
 * What a network of another project says of one face: [257] in the layout of `geometry/deep3d-coefficients.ts`.
 * Errors: those of the pool; `inference-failed` where the answer is not that many numbers.
 */
export async function askFaceNetwork(
  image: RgbImage,
  fivePoints: ArrayLike<number>,
  { id, adapter }: FaceNetwork,
  pool: Pick<InferencePool, 'run'>,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const { size, input, output } = adapter;
  const crop = createRgbImage(size, size);
  warpImage(image, networkCropOf(adapter, fivePoints, size), crop);
  const feeds = { [input.name]: pictureFeed(crop, input), ...parameterFeeds(adapter, {}) };
  const answers = await pool.run(id, feeds, { signal, outputs: output.names });
  const numbers = output.names.flatMap((name) => [...answers[name].data]);
  if (numbers.length !== deep3dLength || !numbers.every(Number.isFinite)) {
    const what =
      numbers.length === deep3dLength ? 'something that is no number' : `${numbers.length} numbers`;
    throw new StudioError(
      'inference-failed',
      `${id} answered with ${what} where ${deep3dLength} numbers of a face were expected. Remove it and add it again with another adapter.`,
    );
  }
  return Float32Array.from(numbers);
}
