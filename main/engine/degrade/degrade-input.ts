import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  degradeOptionsSchema,
  type DegradeRequest,
  type DegradeSummary,
} from '../../../preload/contract/degrade';
import type { JobHooks } from '../../../preload/contract/engine';
import type { MediaInfo } from '../../../preload/contract/media';
import { openInputFrames } from '../analyse/open-input-frames';
import { StudioError } from '../errors/studio-error';
import { makeFolder } from '../export/write-atomically';
import { StageProgress } from '../jobs/progress-reporter';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { probeMedia } from '../media/probe';
import { writeStill } from '../media/write-still';
import type { VideoFrame } from '../pixels/image';
import { applyRecipe } from './apply-recipe';
import { DataSet, type DataSetEntry } from './data-set';
import { describeStep } from './describe-step';
import { writeFrames } from './write-frames';
import { writePoorClip } from './write-poor-clip';

/**
 * Makes the poor copy of one input in a data set's folder; one that is there already is left as it is.
 * @throws StudioError `input-*`, `output-*`, `encoder-missing`, `ffmpeg-failed`, `cancelled`.
 */
export async function degradeInput(
  request: DegradeRequest,
  tools: FfmpegTools,
  hooks: JobHooks,
): Promise<DegradeSummary> {
  const { input, output: folder, recipe, frames: asFrames } = degradeOptionsSchema.parse(request);
  const media = await probeMedia(input, tools, hooks.signal);
  if (media.kind === 'image' && recipe.steps.some(({ step }) => step === 'motion')) {
    throw new StudioError(
      'usage',
      `${input} is a photograph, and the step motion averages the frames of a video. Leave one of them out.`,
    );
  }
  const dataSet = await DataSet.open(folder, recipe, asFrames);
  const file = path.resolve(input);
  const steps = recipe.steps.map(describeStep);
  const before = dataSet.find(file, media.bytes);
  const summary = ({ output, frames, width, height }: DataSetEntry, reused: boolean): DegradeSummary => ({
    ...{ input, output: path.join(folder, output), frames, width, height, steps, reused },
  });
  if (before !== undefined) return summary(before, true);

  const name = dataSet.nameFor(file);
  const output = asFrames ? name : `poor/${name}${media.kind === 'image' ? '.png' : '.mkv'}`;
  const written = await writePoor(path.join(folder, output), media, asFrames, tools, hooks, (frames) =>
    applyRecipe(frames, recipe, { tools, name, signal: hooks.signal }),
  );
  if (written === undefined) {
    await rm(path.join(folder, output), { recursive: true, force: true });
    throw new StudioError(
      'input-no-frames',
      `${input} has fewer frames than the step motion averages. Take a longer clip or fewer frames.`,
    );
  }
  const entry = { name, input: file, bytes: media.bytes, output, ...written };
  await dataSet.add(entry);
  return summary(entry, false);
}

type Written = Pick<DataSetEntry, 'width' | 'height' | 'firstFrame' | 'frames'>;

/** Undefined when no frame came out. */
async function writePoor(
  output: string,
  media: MediaInfo,
  asFrames: boolean,
  tools: FfmpegTools,
  hooks: JobHooks,
  degrade: (frames: AsyncIterable<VideoFrame>) => AsyncIterable<VideoFrame>,
): Promise<Written | undefined> {
  const progress = new StageProgress(hooks, 'render', media.kind === 'image' ? 1 : media.frameCountEstimate);
  let written: Written | undefined;
  async function* watched(frames: AsyncIterable<VideoFrame>) {
    for await (const frame of degrade(frames)) {
      const { width, height } = frame.image;
      written = written ?? { width, height, firstFrame: frame.index, frames: 0 };
      written = { ...written, frames: written.frames + 1 };
      progress.advance();
      yield frame;
    }
  }
  const sharp = openInputFrames(media, tools, {}, hooks, hooks.signal);
  if (asFrames) await writeFrames(output, sharp, watched);
  else {
    await makeFolder(path.dirname(output));
    if (media.kind === 'video') await writePoorClip(output, media, watched(sharp), tools, hooks);
    else for await (const { image } of watched(sharp)) await writeStill(output, image);
  }
  progress.finish();
  return written;
}
