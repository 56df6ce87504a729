import sharp from 'sharp';
import { chooseRestorer } from '../../../main/engine/enhance/choose-restorer';
import { restoreCrop } from '../../../main/engine/enhance/restore-crop';
import { apply, invert, scaleOf } from '../../../main/engine/geometry/similarity';
import type { Similarity } from '../../../main/engine/geometry/types';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { ModelEntry } from '../../../main/engine/models/manifest';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';

/** A frame shrunk until its aligned crop is `across` pixels wide, and enlarged again; bicubic both ways. */
export async function frameOfPixels(
  frame: RgbImage,
  cropFromFrame: Similarity,
  cropSize: number,
  across: number,
): Promise<RgbImage> {
  const factor = Math.min(1, (across / cropSize) * scaleOf(cropFromFrame));
  const { width, height } = frame;
  const small = await resized(frame, Math.round(width * factor), Math.round(height * factor));
  return resized(small, width, height);
}

/** The frame with its aligned crop restored by our own network, alone: without a fit, and faithful. */
export async function restoredFrame(
  frame: RgbImage,
  cropFromFrame: Similarity,
  entries: readonly ModelEntry[],
  pool: InferencePool,
): Promise<RgbImage> {
  const restorer = chooseRestorer(entries, 'restore', 'none');
  const size = restorer.cropSize;
  const crop = createRgbImage(size, size);
  warpImage(frame, cropFromFrame, crop);
  const request = { crop, prior: undefined, coefficients: undefined, vividness: 0 };
  const restored = await restoreCrop((...args) => pool.run(...args), restorer, request);
  const out = createRgbImage(frame.width, frame.height);
  warpImage(restored, invert(cropFromFrame), out);
  for (let y = 0, p = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++, p += 3) {
      const [u, v] = apply(cropFromFrame, x + 0.5, y + 0.5);
      if (u < 0 || v < 0 || u >= size || v >= size) out.data.set(frame.data.subarray(p, p + 3), p);
    }
  }
  return out;
}

async function resized(image: RgbImage, width: number, height: number): Promise<RgbImage> {
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  const { data } = await sharp(image.data, { raw })
    .resize(Math.max(8, width), Math.max(8, height), { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: Math.max(8, width), height: Math.max(8, height), data: new Uint8Array(data) };
}
