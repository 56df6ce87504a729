import { decodeFrames } from '../media/decode-frames';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { readStill } from '../media/read-still';
import type { RgbImage } from '../pixels/image';
import type { Project } from '../project/project-format';

/** One frame of an analysed clip, or the photograph; nothing where the clip has become shorter. */
export async function clipFrame(
  { media, range }: Project,
  index: number,
  frameTimes: Float64Array,
  tools: FfmpegTools,
  signal?: AbortSignal,
): Promise<RgbImage | undefined> {
  if (media.kind === 'image') return (await readStill(media.path)).image;
  const frames = decodeFrames(media, tools, { ...range, startFrame: index, frameTimes, signal });
  for await (const frame of frames) return frame.image;
  return undefined;
}
