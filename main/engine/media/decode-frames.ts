import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import type { VideoFrame } from '../pixels/image';
import { CleanStart } from './clean-start';
import { filtersToRgb, resolveColour } from './colour';
import { DecoderLog } from './decoder-log';
import { ffmpegAbilities, keepEveryFrame, keepTimeBase } from './ffmpeg-abilities';
import { startFfmpeg } from './ffmpeg-command';
import type { FfmpegRun } from './ffmpeg-command';
import { FrameAssembler } from './frame-assembler';
import { FrameTimes } from './frame-times';
import type { FfmpegTools } from './locate-ffmpeg';

export interface DecodeOptions {
  /** Trim, seconds from the start of the source. A frame belongs to the range when from <= time < to. */
  readonly fromSeconds?: number | undefined;
  readonly toSeconds?: number | undefined;
  /** Start at this frame (index in the trimmed range) as if all before it had been decoded. Needs `frameTimes`. */
  readonly startFrame?: number;
  /** Times of the trimmed range's frames up to `startFrame` at least, microseconds, as an earlier pass gave them. */
  readonly frameTimes?: ArrayLike<number>;
  readonly signal?: AbortSignal | undefined;
  /** Called with plain sentences: damaged frames, a file that ends early, a size that changes. */
  readonly onWarning?: (message: string) => void;
  /** Gives a buffer of that many bytes for a frame; a pool's `take`. New memory by default. The consumer owns it. */
  readonly allocate?: (bytes: number) => Uint8Array;
  /** Finished frames that may wait for the consumer; 2 by default. */
  readonly ahead?: number;
  /**
   * How far before the wanted frame decoding begins. `wide` (default) is right for every stream; `near` begins at the
   * key frame just before, which is fast, and falls back to `wide` where the stream has no true key frame there.
   */
  readonly seek?: 'wide' | 'near';
}

/**
 * Seeking lands this long before the frame that is wanted, seconds. Frames after a key frame are exact except with
 * periodic intra refresh, whose wave lasts one key-frame interval (x264: 250 frames, 10 s at 25 fps).
 */
const seekMarginSeconds = 12;
/**
 * The same of the second try of a `near` seek: more than the deepest reordering of frames (16 in H.264 and HEVC), so
 * that the key frame found by decoding time is also shown before the wanted frame. The first try needs luck and half
 * the time.
 */
const nearMarginFrames = 17;
/** Containers with an index that ffmpeg seeks exactly. Program and transport streams, AVI and raw streams are decoded from the start. */
const exactSeek = /\b(mp4|mov|matroska|webm)\b/;
/** An end this much before the announced one is worth a warning, seconds. */
const shortBySeconds = 0.5;

/**
 * Decodes a video's frames upright, as sRGB-coded rgb24 (source primaries and transfer kept as they are), each with
 * its own presentation time. Memory is bounded: a slow consumer makes ffmpeg wait. Leaving the loop early kills ffmpeg.
 * Frames from a restart (`startFrame`) are bit-identical to those of a straight run.
 * A damaged or cut-off file gives the frames it has and warnings.
 * @throws StudioError `input-no-frames` when nothing decodes in the range, `cancelled`, `ffmpeg-failed`.
 */
export async function* decodeFrames(
  info: MediaInfo,
  tools: FfmpegTools,
  options: DecodeOptions = {},
): AsyncGenerator<VideoFrame, void, undefined> {
  throwIfCancelled(options.signal);
  const first = options.startFrame ?? 0;
  const plan = planStart(info, options, first);
  // Each try is surer and slower than the one before: decoding from the start is always right.
  const seeks = plan.seekSeconds === undefined ? plan.nearSeconds : [...plan.nearSeconds, plan.seekSeconds];
  for (const seekSeconds of [...seeks, undefined]) {
    const isNear = seekSeconds !== undefined && plan.nearSeconds.includes(seekSeconds);
    const start = isNear ? new CleanStart(info.startSeconds) : undefined;
    let yielded = 0;
    for await (const frame of decodeFrom(info, tools, options, { ...plan, seekSeconds }, start)) {
      // The index lied, or what came before is missing from the picture.
      const isOff =
        seekSeconds !== undefined &&
        ((plan.expectedMicros !== undefined && frame.timestampMicros !== plan.expectedMicros) ||
          start?.isCleanAt(frame.timestampMicros) === false);
      if (yielded === 0 && isOff) break;
      yielded += 1;
      yield frame;
    }
    if (yielded > 0) return;
  }
  if (first === 0) throw noFrames(info, options);
}

interface StartPlan {
  /** Where the demuxer jumps to, seconds from the start; undefined = decode from the beginning. */
  readonly seekSeconds: number | undefined;
  /** The same for the first tries of a `near` seek. */
  readonly nearSeconds: readonly number[];
  /** Frames earlier than this are outside the range, microseconds from the start. */
  readonly notBeforeMicros: number | undefined;
  /** Of the range, all frames before the first at or after this time are dropped, microseconds from the start. */
  readonly firstMicros: number | undefined;
  /** Frames to drop after that: those that share the first frame's time, or all before it when times are not sorted. */
  readonly skip: number;
  readonly firstIndex: number;
  readonly expectedMicros: number | undefined;
}

function planStart(info: MediaInfo, options: DecodeOptions, first: number): StartPlan {
  const fromMicros =
    options.fromSeconds === undefined || options.fromSeconds <= 0
      ? undefined
      : Math.ceil(options.fromSeconds * 1e6);
  const times = options.frameTimes;
  let firstMicros: number | undefined;
  let skip = first;
  let expectedMicros: number | undefined;
  if (first > 0) {
    if (times === undefined || first >= times.length) {
      throw new StudioError(
        'internal',
        `decodeFrames: startFrame ${first} needs the times of the frames up to it.`,
      );
    }
    const wanted = times[first];
    if (isSortedUpTo(times, first)) {
      let sameTime = first;
      while (sameTime > 0 && times[sameTime - 1] === wanted) sameTime -= 1;
      firstMicros = wanted;
      skip = first - sameTime;
      expectedMicros = wanted;
    }
  }
  const target = (firstMicros ?? fromMicros ?? 0) / 1e6;
  const canSeek = exactSeek.test(info.container) && (first === 0 || expectedMicros !== undefined);
  const nearMargin = (nearMarginFrames * info.frameRate[1]) / info.frameRate[0];
  return {
    seekSeconds: canSeek && target > 2 * seekMarginSeconds ? target - seekMarginSeconds : undefined,
    nearSeconds:
      canSeek && options.seek === 'near' && target > 2 * nearMargin ? [target, target - nearMargin] : [],
    notBeforeMicros: fromMicros,
    firstMicros,
    skip,
    firstIndex: first,
    expectedMicros,
  };
}

function isSortedUpTo(times: ArrayLike<number>, last: number): boolean {
  for (let i = 1; i <= last; i++) if (times[i] < times[i - 1]) return false;
  return true;
}

async function* decodeFrom(
  info: MediaInfo,
  tools: FfmpegTools,
  options: DecodeOptions,
  plan: StartPlan,
  start?: CleanStart,
): AsyncGenerator<VideoFrame, void, undefined> {
  const { displayWidth: width, displayHeight: height } = info;
  const { filters, showinfoOptions } = await ffmpegAbilities(tools.ffmpeg);
  // Nobody reads the sums, and they cost as much as a tenth of the decoding.
  const quietly = showinfoOptions.has('checksum') ? '=checksum=0' : '';
  const chain: string[] = start === undefined ? [] : [`showinfo@${CleanStart.label}${quietly}`];
  // One microsecond of slack for the rounding of times to whole microseconds; no clock here ticks finer.
  const isSince = (micros: number) => `gte(t,${(info.startSeconds + (micros - 1) / 1e6).toFixed(6)})`;
  if (plan.notBeforeMicros !== undefined) chain.push(`select='${isSince(plan.notBeforeMicros)}'`);
  // Once begun, all frames count: a clock that turns back later must not lose any.
  if (plan.firstMicros !== undefined) {
    chain.push(`select='gt(selected_n,0)+${isSince(plan.firstMicros)}'`);
  }
  if (plan.skip > 0) chain.push(`select='gte(n,${plan.skip})'`);
  chain.push(`showinfo${quietly}`);
  chain.push(
    ...filtersToRgb({
      colour: resolveColour(info),
      width,
      height,
      hasZscale: filters.has('zscale'),
      pixelFormat: info.pixelFormat,
    }),
  );

  const times = new FrameTimes(info.startSeconds, (1e6 * info.frameRate[1]) / info.frameRate[0]);
  const allocate = options.allocate ?? ((bytes: number) => new Uint8Array(bytes));
  const assembler = new FrameAssembler(width * height * 3, options.ahead ?? 2, allocate);
  const log = new DecoderLog(options.onWarning);
  const toMicros = options.toSeconds === undefined ? Infinity : Math.ceil(options.toSeconds * 1e6);

  const run: FfmpegRun = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [
      {
        source: info.path,
        options: [
          '-nostdin',
          '-loglevel',
          'level+info',
          '-copyts',
          ...(plan.seekSeconds === undefined ? [] : ['-noaccurate_seek', '-ss', plan.seekSeconds.toFixed(6)]),
        ],
      },
    ],
    outputOptions: [
      '-map',
      `0:${info.videoStream}`,
      '-an',
      '-sn',
      '-dn',
      ...keepEveryFrame(tools.ffmpeg),
      // The source's clock: a coarser one would give two frames of a variable rate one time, which ffmpeg complains of.
      ...keepTimeBase(tools.ffmpeg),
      '-vf',
      chain.join(','),
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
    ],
    output: assembler,
    signal: options.signal,
    onLine: (line) => {
      if (start?.readLine(line) === true) return;
      if (!times.readLine(line)) log.readLine(line);
    },
  });
  let failure: unknown;
  const ended = run.done.then(
    () => undefined,
    (error: unknown) => {
      failure = error;
    },
  );
  // The assembler ends by itself once the pipe is drained, which may be after the process has gone.
  void ended.then(() => {
    times.close();
  });

  let lastMicros: number | undefined;
  let count = 0;
  let finished = false;
  try {
    for (;;) {
      const data = await assembler.next();
      throwIfCancelled(options.signal);
      if (data === undefined) break;
      const timestampMicros = await times.next();
      throwIfCancelled(options.signal);
      if (timestampMicros === undefined) break;
      if (timestampMicros >= toMicros) {
        finished = true;
        break;
      }
      lastMicros = timestampMicros;
      yield { index: plan.firstIndex + count, timestampMicros, image: { width, height, data } };
      count += 1;
    }
    if (!finished) {
      await ended;
      throwIfCancelled(options.signal);
      // With frames in hand a decoder's last complaint is a warning, not the end of the job.
      if (failure !== undefined) {
        if (count === 0) throw asInputError(failure, info);
        log.add(failure instanceof Error ? failure.message : 'ffmpeg failed');
      }
      warnWhenShort(info, options, lastMicros);
    }
    log.report();
  } finally {
    run.kill();
    await ended;
  }
}

function asInputError(failure: unknown, info: MediaInfo): unknown {
  if (!(failure instanceof StudioError) || failure.code !== 'ffmpeg-failed') return failure;
  return new StudioError('input-no-frames', `No frame of ${info.path} decodes. ${failure.message}`, {
    cause: failure,
  });
}

function noFrames(info: MediaInfo, options: DecodeOptions): StudioError {
  const trimmed = options.fromSeconds !== undefined || options.toSeconds !== undefined;
  return new StudioError(
    'input-no-frames',
    trimmed
      ? `${info.path} has no frame between ${options.fromSeconds ?? 0} s and ${options.toSeconds ?? info.durationSeconds} s; it lasts ${info.durationSeconds.toFixed(2)} s. Change --from and --to.`
      : `No frame of ${info.path} decodes: the file is damaged or cut off. Fetch it again.`,
  );
}

function warnWhenShort(info: MediaInfo, options: DecodeOptions, lastMicros: number | undefined): void {
  const announced = info.announcedVideoSeconds;
  if (announced === undefined || lastMicros === undefined) return;
  const expected = Math.min(announced, options.toSeconds ?? Infinity);
  const end = lastMicros / 1e6 + info.frameRate[1] / info.frameRate[0];
  if (expected - end > Math.max(shortBySeconds, (2 * info.frameRate[1]) / info.frameRate[0])) {
    options.onWarning?.(
      `${info.path} announces ${expected.toFixed(2)} s of video but frames end at ${end.toFixed(2)} s: the file is cut off. What is there is processed.`,
    );
  }
}
