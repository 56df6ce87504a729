import { rename, rm } from 'node:fs/promises';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import { filtersFromRgb } from './colour';
import type { ColourTags } from './colour';
import type { ChosenEncoder } from './encoders';
import { encodedSize, repeatEdges } from './even-size';
import { ffmpegAbilities, keepEveryFrame } from './ffmpeg-abilities';
import { feedProcess } from './feed-process';
import { startFfmpeg } from './ffmpeg-command';

export interface SegmentSpec {
  readonly encoder: ChosenEncoder;
  /** Size of the frames given to `write`, pixels. */
  readonly width: number;
  readonly height: number;
  /** Nominal frame rate, for rate control only: `assembleOutput` sets every frame's own time. */
  readonly frameRate: readonly [number, number];
  /**
   * The source's frame rate varies: pictures are then coded in the order they are shown. Decoding times of reordered
   * pictures can only be guessed from even spacing, and the stream's duration would be off by some frames.
   */
  readonly variableFrameRate?: boolean;
  readonly colour: ColourTags;
  /** Sample aspect of the upright frames. */
  readonly sampleAspect: readonly [number, number];
}

export interface SegmentEncoder {
  /**
   * Takes the next frame. Resolves when its bytes have left, so that the buffer may be reused; the encoder's pace is
   * the back-pressure. Calls may overlap and keep their order. Rejects with the encoder's StudioError.
   */
  write(image: RgbImage): Promise<void>;
  /** Ends the segment and gives it its final name; resolves to the number of frames written. */
  finish(): Promise<number>;
  /** Kills the encoder and removes what it wrote. Safe after `finish` (then it does nothing). */
  abort(): Promise<void>;
}

/**
 * Opens one independently decodable piece of the output: a Matroska file whose frames are evenly spaced. It is
 * written as `<path>.<pid>.part` and renamed by `finish`, so a file of that name is always whole.
 * The same frames under the same encoder identity give the same file, byte for byte (software encoders).
 * @throws StudioError `output-disk-full`, `ffmpeg-failed`, `cancelled`.
 */
export async function openSegmentEncoder(
  path: string,
  spec: SegmentSpec,
  signal?: AbortSignal,
): Promise<SegmentEncoder> {
  throwIfCancelled(signal);
  const { encoder } = spec;
  const size = encodedSize(encoder.codec, spec.width, spec.height);
  const padded = size.width === spec.width && size.height === spec.height ? undefined : size;
  // The process's own name: the encoder of a run killed a moment ago may still be opening its file.
  const part = `${path}.${process.pid}.part`;
  const run = await startFfmpeg({
    program: encoder.ffmpeg.path,
    inputs: [{ source: 'pipe:0', options: inputOptions(spec, size) }],
    outputOptions: await outputOptions(spec, size),
    output: part,
    signal,
  });
  let failure: unknown;
  const ended = run.done.catch((error: unknown) => {
    failure = error;
  });
  let frames = 0;
  let open = true;

  const left = feedProcess(run.stdin, ended);

  const closedEarly = (): Promise<void> =>
    ended.then(() => {
      if (failure instanceof Error) throw failure;
      throw new StudioError(
        'ffmpeg-failed',
        `The encoder ${encoder.name} stopped early. Run the same command again.`,
      );
    });

  return {
    async write(image) {
      throwIfCancelled(signal);
      if (image.width !== spec.width || image.height !== spec.height) {
        throw new StudioError(
          'internal',
          `A frame is ${image.width} x ${image.height}, the segment ${spec.width} x ${spec.height}.`,
        );
      }
      let { data } = image;
      if (padded !== undefined) {
        const larger = createRgbImage(padded.width, padded.height);
        repeatEdges(image, larger);
        data = larger.data;
      }
      frames += 1;
      if (!(await left(data))) await closedEarly();
    },
    async finish() {
      throwIfCancelled(signal);
      run.stdin.end();
      await ended;
      open = false;
      if (failure instanceof Error) {
        await rm(part, { force: true });
        throw failure;
      }
      await rename(part, path);
      return frames;
    },
    async abort() {
      if (!open) return;
      open = false;
      run.kill();
      await ended;
      await rm(part, { force: true });
    },
  };
}

function inputOptions(spec: SegmentSpec, size: { width: number; height: number }): string[] {
  return [
    ...['-loglevel', 'error', ...spec.encoder.globalArguments],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-video_size', `${size.width}x${size.height}`],
    ...['-framerate', nominalRate(spec.frameRate)],
  ];
}

/** Matroska counts milliseconds: beyond 500 frames a second two frames would share one, and order would be lost. */
function nominalRate([numerator, denominator]: readonly [number, number]): string {
  const rate = numerator / denominator;
  return rate >= 1 && rate <= 500 ? `${numerator}/${denominator}` : rate < 1 ? '1' : '500';
}

async function outputOptions(spec: SegmentSpec, size: { width: number; height: number }): Promise<string[]> {
  const { encoder, colour, sampleAspect } = spec;
  const { filters } = await ffmpegAbilities(encoder.ffmpeg);
  const isRgb = encoder.pixelFormat === 'bgr0';
  // RGB input to a YUV encoder has no matrix of its own: the one its size implies.
  const tags = outputColour(encoder, colour, size);
  const chain = [
    ...filtersFromRgb({
      colour: tags,
      ...size,
      hasZscale: filters.has('zscale'),
      pixelFormat: encoder.pixelFormat,
    }),
    `setsar=${sampleAspect[0]}/${sampleAspect[1]}`,
    ...frameTags(tags, encoder),
    ...encoder.uploadFilters,
  ];
  return [
    ...['-an', '-vf', chain.join(','), '-c:v', encoder.name, ...encoder.arguments, ...inOrder(spec)],
    ...keepEveryFrame(encoder.ffmpeg),
    ...(isRgb ? [] : ['-colorspace', tags.space]),
    ...['-color_range', tags.range === 'full' ? 'pc' : 'tv'],
    ...(tags.primaries === 'unknown' ? [] : ['-color_primaries', tags.primaries]),
    ...(tags.transfer === 'unknown' ? [] : ['-color_trc', tags.transfer]),
    // Without dates and random ids the same frames give the same bytes.
    ...['-fflags', '+bitexact', '-map_metadata', '-1', '-f', 'matroska'],
  ];
}

/** Since ffmpeg 7 the frames' own tags win over the encoder's options; before 4.2 the filter cannot set colours. */
function frameTags(tags: ColourTags, encoder: ChosenEncoder): string[] {
  if (encoder.ffmpeg.avcodecMajor < 59) return [];
  const known = [
    ['range', tags.range === 'full' ? 'pc' : 'tv'],
    ['colorspace', tags.space],
    ['color_primaries', tags.primaries],
    ['color_trc', tags.transfer],
  ].filter(([, value]) => value !== 'unknown');
  return [`setparams=${known.map(([name, value]) => `${name}=${value}`).join(':')}`];
}

function inOrder(spec: SegmentSpec): string[] {
  if (spec.variableFrameRate !== true) return [];
  const { name, arguments: args } = spec.encoder;
  if (name !== 'libx265') return ['-bf', '0'];
  // Its parameters are one string: the last one given counts.
  const own = args[args.indexOf('-x265-params') + 1];
  return ['-x265-params', `${own}:bframes=0`];
}

/** The tags the written video carries: the source's, except that RGB becomes limited-range YUV for YUV encoders. */
export function outputColour(
  encoder: Pick<ChosenEncoder, 'pixelFormat'>,
  colour: ColourTags,
  size: { width: number; height: number },
): ColourTags {
  if (encoder.pixelFormat === 'bgr0') return { ...colour, space: 'gbr', range: 'full' };
  if (colour.space !== 'gbr') return colour;
  const standard = Math.min(size.width, size.height) <= 576 && Math.max(size.width, size.height) <= 1024;
  return { ...colour, space: standard ? 'smpte170m' : 'bt709', range: 'limited' };
}
