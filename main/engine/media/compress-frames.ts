import { PassThrough } from 'node:stream';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import { createRgbImage, type RgbImage, type VideoFrame } from '../pixels/image';
import { filtersFromRgb, filtersToRgb, type ColourTags } from './colour';
import { encodedSize, repeatEdges } from './even-size';
import { feedProcess } from './feed-process';
import { ffmpegAbilities, keepEveryFrame } from './ffmpeg-abilities';
import { startFfmpeg } from './ffmpeg-command';
import { FrameAssembler } from './frame-assembler';
import type { FfmpegBinary, FfmpegTools } from './locate-ffmpeg';

export interface Compression {
  /** ffmpeg's name of the encoder. */
  readonly encoder: 'libx264' | 'mpeg1video' | 'mpeg2video' | 'mpeg4';
  /** Its quality: `-crf 28`, `-q:v 8`. */
  readonly quality: readonly string[];
}

const pixelFormat = 'yuv420p';
const colour: ColourTags = {
  space: 'smpte170m',
  range: 'limited',
  transfer: 'unknown',
  primaries: 'unknown',
};

/**
 * What is left of frames after a video codec: an encoder and a decoder, a pipe between them, no file. 4:2:0, BT.601
 * limited; one thread, so that every machine gives the same bytes with the same ffmpeg. All frames have one size; the
 * codecs look ahead some dozens of frames, memory is bounded by that.
 * @throws StudioError `encoder-missing`, `ffmpeg-failed`, `cancelled`.
 */
export async function* compressFrames(
  frames: AsyncIterable<VideoFrame>,
  compression: Compression,
  tools: FfmpegTools,
  signal?: AbortSignal,
): AsyncGenerator<VideoFrame, void, undefined> {
  const source = frames[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done === true) return;
  const { width, height } = first.value.image;
  const codec = await openCodec(width, height, compression, tools, signal);
  const under: Omit<VideoFrame, 'image'>[] = [];
  const feeding = (async () => {
    for (let next: IteratorResult<VideoFrame> = first; next.done !== true; next = await source.next()) {
      const { image, ...frame } = next.value;
      under.push(frame);
      if (!(await codec.write(image))) return;
    }
    codec.end();
  })();
  // What goes wrong before the codec reaches the reader below, whose frames then end.
  const fed = feeding.catch((error: unknown) => {
    codec.kill();
    throw error;
  });
  fed.catch(() => undefined);
  try {
    for (let data = await codec.next(); data !== undefined; data = await codec.next()) {
      throwIfCancelled(signal);
      yield { ...under.shift()!, image: { width, height, data } };
    }
    await fed;
    await codec.done;
    if (under.length > 0) {
      throw new StudioError('ffmpeg-failed', `${compression.encoder} gave ${under.length} frames too few.`);
    }
  } finally {
    codec.kill();
    await fed.catch(() => undefined);
    await source.return?.();
  }
}

interface Codec {
  /** False when a process ended first. */
  write(image: RgbImage): Promise<boolean>;
  end(): void;
  next(): Promise<Uint8Array | undefined>;
  /** Rejects with what went wrong in either process. */
  readonly done: Promise<unknown>;
  kill(): void;
}

async function openCodec(
  width: number,
  height: number,
  { encoder, quality }: Compression,
  tools: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<Codec> {
  const program = await programWith(encoder, tools);
  const hasZscale = (await ffmpegAbilities(program)).filters.has('zscale');
  const even = encodedSize('h264', width, height);
  const filter = { colour, width: even.width, height: even.height, hasZscale, pixelFormat };
  const assembler = new FrameAssembler(width * height * 3, 2, (bytes) => new Uint8Array(bytes));
  const decoder = await startFfmpeg({
    program: program.path,
    inputs: [{ source: 'pipe:0', options: ['-loglevel', 'error', '-threads', '1', '-f', 'nut'] }],
    outputOptions: [
      ...['-vf', [...filtersToRgb(filter), `crop=${width}:${height}:0:0:exact=1`].join(',')],
      ...keepEveryFrame(program),
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24'],
    ],
    output: assembler,
    signal,
  });
  // fluent-ffmpeg takes a closed output for a failure.
  const between = new PassThrough({ emitClose: false, autoDestroy: false });
  between.pipe(decoder.stdin);
  const run = await startFfmpeg({
    program: program.path,
    inputs: [
      {
        source: 'pipe:0',
        options: [
          ...['-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
          // MPEG-1 and -2 know few rates; at a fixed quality none matters.
          ...['-video_size', `${even.width}x${even.height}`, '-framerate', '25'],
        ],
      },
    ],
    outputOptions: [
      ...['-vf', filtersFromRgb(filter).join(','), '-c:v', encoder, ...quality, '-threads', '1'],
      ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', 'nut'],
    ],
    output: between,
    signal,
  }).catch((error: unknown) => {
    decoder.kill();
    throw error;
  });
  const done = Promise.all([run.done, decoder.done]);
  const kill = () => {
    run.kill();
    decoder.kill();
  };
  // Either process that fails takes the other along, and the reader's wait ends.
  done.catch(kill);
  // The assembler ends by itself once the pipe is drained: often after the decoder has gone, where the reader is slow.
  const ended = Promise.race([run.done, decoder.done]).catch(() => undefined);
  const left = feedProcess(run.stdin, ended);
  const padded = even.width === width && even.height === height ? undefined : even;
  return {
    write: (image) => {
      if (padded === undefined) return left(image.data);
      const larger = createRgbImage(padded.width, padded.height);
      repeatEdges(image, larger);
      return left(larger.data);
    },
    end: () => run.stdin.end(),
    next: () => assembler.next(),
    done,
    kill,
  };
}

async function programWith(encoder: string, tools: FfmpegTools): Promise<FfmpegBinary> {
  for (const program of [tools.ffmpeg, ...tools.otherFfmpegs]) {
    if ((await ffmpegAbilities(program)).encoders.has(encoder)) return program;
  }
  throw new StudioError(
    'encoder-missing',
    `No ffmpeg found here has ${encoder}. Install a fuller ffmpeg, set FACET_FFMPEG to it, or take another step.`,
  );
}
