import path from 'node:path';
import type { Device } from '../../../../preload/contract/options';
import { openInputFrames } from '../../analyse/open-input-frames';
import type { EngineParts } from '../../engine-parts';
import type { InferencePool } from '../../inference/inference-pool';
import { probeMedia } from '../../media/probe';
import type { RgbImage } from '../../pixels/image';
import { resize } from '../../pixels/resize';
import { enhanceInput } from '../../render/enhance-input';
import { upscalerFor, type LabMethod } from '../lab-methods';
import { startWatch } from '../stopwatch';
import type { PoorClip } from './poor-clip';

export interface RestoredFrames {
  readonly frames: AsyncIterable<RgbImage>;
  /** Of a frame; of filters NaN until the frames were read. */
  readonly milliseconds: () => number;
}

/**
 * The frames of a poor clip at the sharp one's size, brought back by a method: by filters on the way, by networks as
 * `facet enhance` does it, through a clip without loss in `folder`.
 * @param folder also holds `poor.facet`, the poor clip's own analysis
 */
export async function restoredFrames(
  method: LabMethod,
  poor: PoorClip,
  size: { readonly width: number; readonly height: number },
  folder: string,
  device: Device,
  pool: Pick<InferencePool, 'provider'>,
  parts: EngineParts,
  signal: AbortSignal | undefined,
): Promise<RestoredFrames> {
  const tools = await parts.tools();
  let spent = 0;
  async function* enlarged(media: PoorClip['media'], filter: 'nearest' | 'bilinear' | 'bicubic' | 'lanczos') {
    for await (const { image } of openInputFrames(media, tools, {}, {}, signal)) {
      const taken = startWatch(pool);
      const out = resize(image, size.width, size.height, filter);
      spent += taken();
      yield out;
    }
  }
  if (method.kind === 'filter') {
    const frames = enlarged(poor.media, method.filter);
    return { frames, milliseconds: () => spent / poor.frames };
  }
  const output = path.join(folder, 'restored.mkv');
  const taken = startWatch(pool);
  await enhanceInput(
    {
      ...{ input: poor.media.path, output, overwrite: true, project: path.join(folder, 'poor.facet') },
      ...{ scale: poor.scale, device, encoding: { codec: 'ffv1' } },
      ...(method.kind === 'upscaler'
        ? { upscaler: upscalerFor(method, poor.scale).id, strength: 0 }
        : {
            ...{ prior: method.prior, vividness: method.vividness, thorough: method.thorough },
            ...(method.task === undefined ? { restorer: method.restorer.id } : { task: method.task }),
          }),
    },
    parts,
    signal === undefined ? {} : { signal },
  );
  const milliseconds = taken() / poor.frames;
  // Its size is the sharp clip's unless that did not divide.
  return {
    frames: enlarged(await probeMedia(output, tools, signal), 'bicubic'),
    milliseconds: () => milliseconds,
  };
}
