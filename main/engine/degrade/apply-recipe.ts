import type { DegradeRecipe, DegradeStep } from '../../../preload/contract/degrade';
import { compressFrames, type Compression } from '../media/compress-frames';
import { jpegRoundTrip } from '../media/jpeg-round-trip';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import type { RgbImage, VideoFrame } from '../pixels/image';
import { mulberry32 } from '../pixels/mulberry32';
import { averageFrames } from './average-frames';
import { defocus } from './defocus';
import { gaussianBlur } from './gaussian-blur';
import { lowerResolution } from './low-resolution';
import { gaussianNoise, shotNoise } from './noise';

export interface RecipeContext {
  readonly tools: FfmpegTools;
  /** The input's name in the data set: inputs of different names get different noise. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

type Frames = AsyncIterable<VideoFrame>;

/** The frames after all steps, in order. A frame keeps index and time; the ends of a clip may lose some to motion blur. */
export function applyRecipe(frames: Frames, recipe: DegradeRecipe, context: RecipeContext): Frames {
  return recipe.steps.reduce<Frames>(
    (before, step, place) =>
      applyStep(before, step, context, (frame) =>
        mulberry32(hashOf(`${recipe.seed}/${context.name}/${place}/${frame}`)),
      ),
    frames,
  );
}

function applyStep(
  frames: Frames,
  step: DegradeStep,
  { tools, signal }: RecipeContext,
  uniformOf: (frame: number) => () => number,
): Frames {
  const compressed = (compression: Compression) => compressFrames(frames, compression, tools, signal);
  switch (step.step) {
    case 'low':
      return eachFrame(frames, (image) => lowerResolution(image, step));
    case 'motion':
      return averageFrames(frames, step.frames);
    case 'defocus':
      return eachFrame(frames, (image) => defocus(image, step.radius));
    case 'blur':
      return eachFrame(frames, (image) => gaussianBlur(image, step.sigma));
    case 'noise':
      return eachFrame(frames, (image, index) => gaussianNoise(image, step.sigma, uniformOf(index)));
    case 'shot-noise':
      return eachFrame(frames, (image, index) => shotNoise(image, step.photons, uniformOf(index)));
    case 'jpeg':
      return eachFrame(frames, (image) => jpegRoundTrip(image, step.quality, step.chroma));
    case 'h264':
      return compressed({ encoder: 'libx264', quality: ['-crf', String(step.crf)] });
    case 'mpeg1':
    case 'mpeg2':
      return compressed({ encoder: `${step.step}video`, quality: ['-q:v', String(step.quantiser)] });
    case 'mpeg4':
      return compressed({ encoder: 'mpeg4', quality: ['-q:v', String(step.quantiser)] });
  }
}

async function* eachFrame(
  frames: Frames,
  change: (image: RgbImage, index: number) => RgbImage | Promise<RgbImage>,
): AsyncGenerator<VideoFrame, void, undefined> {
  for await (const frame of frames) yield { ...frame, image: await change(frame.image, frame.index) };
}

/** FNV-1a (Fowler, Noll & Vo), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
