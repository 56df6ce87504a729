import path from 'node:path';
import type { DegradeRecipe } from '../../../../preload/contract/degrade';
import type { MediaInfo } from '../../../../preload/contract/media';
import { openInputFrames } from '../../analyse/open-input-frames';
import { applyRecipe } from '../../degrade/apply-recipe';
import { writePoorClip } from '../../degrade/write-poor-clip';
import { StudioError } from '../../errors/studio-error';
import type { FfmpegTools } from '../../media/locate-ffmpeg';
import { probeMedia } from '../../media/probe';
import type { VideoFrame } from '../../pixels/image';
import { scaleBetween, type ClipScale } from './clip-scale';

/** A sharp clip's beginning made poor. */
export interface PoorClip {
  readonly media: MediaInfo;
  /** The sharp clip's frame that its first frame shows. */
  readonly firstFrame: number;
  readonly frames: number;
  /** How much larger the sharp clip is. */
  readonly scale: ClipScale;
}

/**
 * @param toSeconds where to end; undefined takes the whole clip
 * @param file to write, ends in `.mkv`
 * @throws StudioError `input-no-frames`, `usage` where the recipe shrinks by what nothing enlarges by, those of the encoder
 */
export async function makePoorClip(
  sharp: MediaInfo,
  toSeconds: number | undefined,
  recipe: DegradeRecipe,
  file: string,
  tools: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<PoorClip> {
  let firstFrame = 0;
  let frames = 0;
  async function* counted(source: AsyncIterable<VideoFrame>) {
    for await (const frame of source) {
      if (frames++ === 0) firstFrame = frame.index;
      yield frame;
    }
  }
  const source = openInputFrames(sharp, tools, { toSeconds }, {}, signal);
  const { name } = path.parse(sharp.path);
  const poor = counted(applyRecipe(source, recipe, { tools, name, signal }));
  await writePoorClip(file, sharp, poor, tools, signal === undefined ? {} : { signal });
  if (frames === 0) {
    throw new StudioError(
      'input-no-frames',
      `${sharp.path} has fewer frames than the recipe's step motion averages. Take a longer clip, more seconds of it, or fewer frames.`,
    );
  }
  const media = await probeMedia(file, tools, signal);
  return { media, firstFrame, frames, scale: scaleBetween(media.displayWidth, sharp) };
}
