import { encodingOptionsSchema, videoCodecSchema, type VideoCodec } from '../../../preload/contract/media';
import { chooseEncoder, workingHardwareEncoders } from '../media/encoders';
import type { FfmpegTools } from '../media/locate-ffmpeg';

export interface FoundEncoder {
  readonly codec: VideoCodec;
  /** ffmpeg's name. */
  readonly name: string;
  readonly hardware: boolean;
}

/** The encoders that work on this machine: the software one of each codec, and hardware ones that were tried. */
export async function listEncoders(tools: FfmpegTools): Promise<FoundEncoder[]> {
  const found: FoundEncoder[] = [];
  for (const codec of videoCodecSchema.options) {
    const encoder = await chooseEncoder(encodingOptionsSchema.parse({ codec }), tools).catch(() => undefined);
    if (encoder !== undefined) found.push({ codec, name: encoder.name, hardware: false });
  }
  for (const name of await workingHardwareEncoders(tools)) {
    const codec = videoCodecSchema.options.find((option) => name.startsWith(`${option}_`));
    if (codec !== undefined) found.push({ codec, name, hardware: true });
  }
  return found;
}
