import path from 'node:path';
import type { EnhancePlan } from '../../../preload/contract/jobs';
import type { VideoCodec } from '../../../preload/contract/media';
import {
  enhanceOptionsSchema,
  type EnhanceOptions,
  type EnhanceRequest,
} from '../../../preload/contract/options';
import type { EngineParts } from '../engine-parts';
import { chooseDevice } from '../inference/choose-device';
import { checkOutput } from '../media/check-output';
import { freeBytes } from '../media/disk-space';
import { chooseEncoder } from '../media/encoders';
import { checkOutputFormat } from '../media/output-plan';
import { framesInRange } from '../media/frames-in-range';
import { probeMedia } from '../media/probe';
import { loadProject, projectFolderFor } from '../project/project-folder';
import type { Project } from '../project/project-format';
import { chooseModels } from './choose-models';
import { planSegments } from './segments';

/**
 * Rules of thumb behind the estimate, for two ordinary cores: seconds a frame for every megapixel through both ffmpeg
 * processes, and for every face found, fitted, restored and painted, and once more for its mirror image. `npm run bench` gives the figures of a machine.
 */
const secondsPerMegapixel = 0.025;
const secondsPerFace = 0.07;
const secondsPerMirroredFace = 0.02;

/** Bits a pixel at quality 75, by codec; H.264 and its kin double for every 25 points of quality (6 CRF steps). */
const bitsPerPixel: Readonly<Record<VideoCodec, number>> = {
  h264: 0.12,
  hevc: 0.08,
  av1: 0.07,
  prores: 4,
  ffv1: 10,
};

/** What `enhance` with the same options would do; nothing is written. */
export async function planEnhance(request: EnhanceRequest, parts: EngineParts): Promise<EnhancePlan> {
  const options = enhanceOptionsSchema.parse(request);
  const tools = await parts.tools();
  const media = await probeMedia(options.input, tools);
  await checkOutput(options.input, options.output, options.overwrite);
  const format = checkOutputFormat(media, options.output, options.encoding.codec);
  const project = await loadProject(options.project ?? projectFolderFor(options.input, options.output));
  const still = media.kind === 'image';
  await chooseModels(parts.models, options, !still);
  const encoder = still ? undefined : await chooseEncoder(options.encoding, tools);
  const { device } = await chooseDevice(options.device);
  const whole = analysedFrames(options, project) ?? framesInRange(media, options);
  const frames = still
    ? 1
    : Math.max(0, Math.min(whole, options.toFrame ?? whole) - (options.fromFrame ?? 0));
  const outputWidth = media.displayWidth * options.scale;
  const outputHeight = media.displayHeight * options.scale;
  const megapixels = (outputWidth * outputHeight) / 1e6;
  const perFace = secondsPerFace + (still || options.thorough ? secondsPerMirroredFace : 0);
  const facesPerFrame = project === undefined ? 1 : project.faces / Math.max(1, project.frames);
  return {
    input: options.input,
    output: options.output,
    frames,
    outputWidth,
    outputHeight,
    segments: still ? 1 : planSegments(frames, parts.segmentFrames).length,
    encoder: encoder?.name ?? path.extname(options.output).slice(1),
    device,
    estimatedSeconds: frames * (secondsPerMegapixel * megapixels + perFace * facesPerFrame),
    estimatedBytes: still ? outputWidth * outputHeight : estimatedBytes(options, frames, megapixels),
    freeBytes: await freeBytes(path.dirname(path.resolve(options.output))),
    warnings: [...media.warnings, ...format.notices],
  };
}

/** What the decoder gave when the same range was analysed. */
function analysedFrames(options: EnhanceOptions, project: Project | undefined): number | undefined {
  const { fromSeconds, toSeconds } = project?.range ?? {};
  const same = fromSeconds === options.fromSeconds && toSeconds === options.toSeconds;
  return same ? project?.frames : undefined;
}

function estimatedBytes(options: EnhanceOptions, frames: number, megapixels: number): number {
  const { codec, quality } = options.encoding;
  const lossless = codec === 'ffv1' || codec === 'prores';
  const factor = lossless ? 1 : 2 ** ((quality - 75) / 25);
  return Math.round((frames * megapixels * 1e6 * bitsPerPixel[codec] * factor) / 8);
}
