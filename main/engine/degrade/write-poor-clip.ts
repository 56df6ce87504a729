import { rm } from 'node:fs/promises';
import { encodingOptionsSchema, type MediaInfo } from '../../../preload/contract/media';
import type { JobHooks } from '../../../preload/contract/engine';
import { assembleOutput } from '../media/assemble-output';
import { resolveColour } from '../media/colour';
import { openSegmentEncoder, type SegmentEncoder } from '../media/encode-segment';
import { chooseEncoder } from '../media/encoders';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { checkOutputFormat } from '../media/output-plan';
import { uprightSampleAspect } from '../media/probe';
import type { VideoFrame } from '../pixels/image';

/**
 * Writes poor frames as lossless FFV1, each at its own time, with the source's sound: nothing but the recipe changes the
 * pictures. A clip without frames writes nothing.
 * @param output ends in `.mkv`
 */
export async function writePoorClip(
  output: string,
  media: MediaInfo,
  frames: AsyncIterable<VideoFrame>,
  tools: FfmpegTools,
  hooks: JobHooks,
): Promise<void> {
  const { signal } = hooks;
  const plan = checkOutputFormat(media, output, 'ffv1');
  for (const message of plan.notices) hooks.onNotice?.({ level: 'info', message });
  const pictures = `${output}.pictures.part`;
  const times: number[] = [];
  let encoder: SegmentEncoder | undefined;
  try {
    for await (const { image, timestampMicros } of frames) {
      encoder ??= await openSegmentEncoder(
        pictures,
        {
          encoder: await chooseEncoder(encodingOptionsSchema.parse({ codec: 'ffv1' }), tools),
          width: image.width,
          height: image.height,
          frameRate: media.frameRate,
          variableFrameRate: media.variableFrameRate,
          colour: resolveColour(media),
          sampleAspect: uprightSampleAspect(media),
        },
        signal,
      );
      await encoder.write(image);
      times.push(timestampMicros);
    }
    if (encoder === undefined) return;
    await encoder.finish();
    const request = { info: media, plan, segmentFiles: [pictures], timestampsMicros: times, output, signal };
    await assembleOutput(request, tools);
  } finally {
    await encoder?.abort();
    await rm(pictures, { force: true });
  }
}
