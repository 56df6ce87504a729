import { encodingOptionsSchema, type EncodingOptions } from '../../../../preload/contract/media';
import type { EngineSettings } from '../../../../preload/contract/engine';
import { chooseEncoder } from '../../../engine/media/encoders';
import { openSegmentEncoder } from '../../../engine/media/encode-segment';
import { locateFfmpeg } from '../../../engine/media/locate-ffmpeg';
import type { RgbImage } from '../../../engine/pixels/image';

export interface ClipSpec {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: number;
  readonly encoding: Partial<EncodingOptions>;
}

/**
 * Encodes made pictures into one Matroska file through the encoder of real jobs. `frameAt` may return the same buffer
 * each time. Errors: those of the encoder, `cancelled`; a file of that name is always whole.
 */
export async function writeClip(
  file: string,
  spec: ClipSpec,
  frameAt: (index: number) => RgbImage,
  options: { settings: EngineSettings; signal?: AbortSignal | undefined },
): Promise<void> {
  const { width, height } = spec;
  const tools = await locateFfmpeg(options.settings);
  const encoder = await openSegmentEncoder(
    file,
    {
      encoder: await chooseEncoder(encodingOptionsSchema.parse(spec.encoding), tools),
      width,
      height,
      frameRate: [spec.framesPerSecond, 1],
      colour: { range: 'limited', space: 'bt709', transfer: 'bt709', primaries: 'bt709' },
      sampleAspect: [1, 1],
    },
    options.signal,
  );
  try {
    for (let index = 0; index < spec.frames; index++) await encoder.write(frameAt(index));
    await encoder.finish();
  } finally {
    await encoder.abort();
  }
}
