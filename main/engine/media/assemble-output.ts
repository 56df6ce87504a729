import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import type { FfmpegInput } from './ffmpeg-command';
import { startFfmpeg } from './ffmpeg-command';
import { convertSubtitles } from './convert-subtitles';
import { joinSegments } from './join-segments';
import type { FfmpegTools } from './locate-ffmpeg';
import type { OutputPlan, StreamPlan } from './output-plan';
import { partName } from './part-name';
import { runTool } from './run-tool';

export interface AssembleRequest {
  /** The source, for its sound, subtitles, chapters and tags. */
  readonly info: MediaInfo;
  /** From `checkOutputFormat`, for the same output name. */
  readonly plan: OutputPlan;
  /** Finished segments in order. */
  readonly segmentFiles: readonly string[];
  /** Presentation time of every frame, microseconds from the start of the source, as `decodeFrames` gave them. */
  readonly timestampsMicros: ArrayLike<number>;
  readonly output: string;
  /** The trim that the frames were decoded with. */
  readonly fromSeconds?: number | undefined;
  readonly toSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Facts that no longer hold for the new pictures, as Matroska's and ffmpeg's tags name them. */
const staleTags = [
  'rotate',
  'encoder',
  'BPS',
  'DURATION',
  'NUMBER_OF_FRAMES',
  'NUMBER_OF_BYTES',
  '_STATISTICS_WRITING_APP',
  '_STATISTICS_WRITING_DATE_UTC',
  '_STATISTICS_TAGS',
];

/**
 * Joins the segments with everything else of the source: every frame at its own time, sound and subtitles as planned,
 * chapters and tags. Sound is cut at packet borders (about 20 ms) when trimmed. Written under a temporary name in the
 * output's folder and renamed at the end; nothing is left behind on failure.
 * @throws StudioError `output-disk-full`, `output-not-writable`, `ffmpeg-failed`, `cancelled`.
 */
export async function assembleOutput(request: AssembleRequest, tools: FfmpegTools): Promise<void> {
  const { output, signal } = request;
  throwIfCancelled(signal);
  const part = partName(output);
  const converted = request.plan.streams.filter(isConvertedSubtitle);
  const apart = isTrimmed(request) && !hasEditList(request.plan) && converted.length > 0;
  const subtitles = apart ? `${part}.subtitles` : undefined;
  try {
    if (subtitles !== undefined)
      await convertSubtitles(request.info.path, converted, subtitles, tools, signal);
    await mux(request, tools, part, subtitles);
    await checkFrameCount(request, tools, part);
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    if (
      error instanceof StudioError &&
      error.code === 'ffmpeg-failed' &&
      /permission denied|read-only/i.test(error.message)
    ) {
      throw new StudioError(
        'output-not-writable',
        `${output} cannot be written. Change the folder's permissions or name another.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    if (subtitles !== undefined) await rm(subtitles, { force: true });
  }
}

const isConvertedSubtitle = (stream: StreamPlan): boolean =>
  stream.kind === 'subtitle' && stream.codec !== 'copy';
/** MP4 and QuickTime can say that playing starts inside the data; Matroska would shift everything instead. */
const hasEditList = (plan: OutputPlan): boolean => plan.container === 'mp4' || plan.container === 'mov';
const isTrimmed = (request: AssembleRequest): boolean => (request.fromSeconds ?? 0) > 0;

async function mux(
  request: AssembleRequest,
  tools: FfmpegTools,
  part: string,
  subtitles: string | undefined,
): Promise<void> {
  const { info, plan, signal } = request;
  const times = outputTimes(request);
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [
      picturesInput(times.delay),
      sourceInput(request),
      ...(subtitles === undefined ? [] : [subtitleInput(request, subtitles)]),
    ],
    outputOptions: [
      ...streamOptions(plan, info, subtitles !== undefined, isTrimmed(request)),
      ...containerOptions(request, tools),
    ],
    output: part,
    signal,
  });
  let failure: unknown;
  let running = true;
  const ended = run.done
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => {
      running = false;
    });
  try {
    for await (const bytes of joinSegments(request.segmentFiles, times.relative, times.end)) {
      throwIfCancelled(signal);
      if (!running) break;
      if (!run.stdin.write(bytes)) await drainedOrClosed(run.stdin);
    }
    run.stdin.end();
  } catch (error) {
    run.kill();
    await ended;
    throw error;
  }
  await ended;
  throwIfCancelled(signal);
  if (failure instanceof Error) throw failure;
}

/** A process that dies closes its standard input. */
function drainedOrClosed(stream: Writable): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}

/**
 * Times for the joined stream, which starts at 0: ffmpeg takes a file's first timestamp for its start and would shift
 * the pictures against the sound. What is taken away comes back as the input's offset.
 */
function outputTimes(request: AssembleRequest): { delay: number; relative: Float64Array; end: number } {
  const { timestampsMicros, info } = request;
  const count = timestampsMicros.length;
  if (count === 0) throw new StudioError('internal', 'assembleOutput: no frames.');
  const start = timestampsMicros[0];
  const relative = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const time = timestampsMicros[i] - start;
    // Broken streams repeat or turn back time; players need it to advance.
    relative[i] = i === 0 ? 0 : Math.max(time, relative[i - 1] + 1);
  }
  const nominal = (1e6 * info.frameRate[1]) / info.frameRate[0];
  const lastStep = count > 1 && info.variableFrameRate ? relative[count - 1] - relative[count - 2] : nominal;
  const delay = start / 1e6 - (request.fromSeconds ?? 0);
  const last = relative[count - 1];
  // The source's own word on how long its last frame stays, where it can be believed.
  const announced = Math.round((info.announcedVideoSeconds ?? 0) * 1e6);
  const whole = request.fromSeconds === undefined && request.toSeconds === undefined;
  const believable = announced > last && announced < last + 2 * Math.max(nominal, lastStep);
  return { delay, relative, end: whole && believable ? announced : Math.round(last + lastStep) };
}

function picturesInput(delaySeconds: number): FfmpegInput {
  return {
    source: 'pipe:0',
    options: ['-loglevel', 'error', '-copyts', '-f', 'matroska', '-itsoffset', delaySeconds.toFixed(6)],
  };
}

/** `-copyts` with an explicit offset: which start time an ffmpeg version sees in the file no longer matters. */
function sourceInput(request: AssembleRequest): FfmpegInput {
  const from = request.fromSeconds ?? 0;
  const offset = -(request.info.startSeconds + from);
  return {
    source: request.info.path,
    // ffmpeg's own exact cut would count in the source's times, not in the offset ones: `atrim` cuts instead.
    options: [
      ...['-itsoffset', offset.toFixed(6)],
      ...(from > 0 ? ['-noaccurate_seek', '-ss', from.toFixed(6)] : []),
    ],
  };
}

function subtitleInput(request: AssembleRequest, file: string): FfmpegInput {
  const offset = -(request.info.startSeconds + (request.fromSeconds ?? 0));
  return { source: file, options: ['-f', 'matroska', '-itsoffset', offset.toFixed(6)] };
}

function streamOptions(
  plan: OutputPlan,
  info: MediaInfo,
  subtitlesApart: boolean,
  trimmed: boolean,
): string[] {
  const options = ['-map', '0:v:0', '-c', 'copy', '-strict', 'experimental'];
  const tagsOf = (output: number, source: number) => ['-map_metadata:s:' + String(output), `1:s:${source}`];
  options.push('-map_metadata', '1', '-map_chapters', '1', ...tagsOf(0, info.videoStream));
  for (const tag of staleTags) {
    options.push('-metadata:s:v:0', `${tag}=`, '-metadata:s:v:0', `${tag}-eng=`);
  }
  let nextSubtitle = 0;
  plan.streams.forEach((stream, i) => {
    const specifier = String(i + 1);
    const apart = subtitlesApart && isConvertedSubtitle(stream);
    options.push('-map', apart ? `2:${nextSubtitle++}` : `1:${stream.index}`, ...tagsOf(i + 1, stream.index));
    if (stream.codec !== 'copy' && !apart) options.push(`-c:${specifier}`, stream.codec);
    if (trimmed && stream.kind === 'audio' && stream.codec !== 'copy')
      options.push(`-filter:${specifier}`, 'atrim=start=0');
    options.push(...stream.options.map((option) => option.replace('%', specifier)));
  });
  // Brands belong to the source's container.
  for (const tag of ['major_brand', 'minor_version', 'compatible_brands'])
    options.push('-metadata', `${tag}=`);
  return options;
}

function containerOptions(request: AssembleRequest, tools: FfmpegTools): string[] {
  const { plan, info, fromSeconds, toSeconds } = request;
  const options: string[] = [];
  // MP4 hides sound before the first picture by its edit list; Matroska has none and would shift everything.
  if (!hasEditList(plan) || isTrimmed(request)) options.push('-copypriorss', '0');
  if (toSeconds !== undefined) options.push('-t', (toSeconds - (fromSeconds ?? 0)).toFixed(6));
  if (hasEditList(plan)) {
    // The source's own clock where it has one unit a tick: its times are then kept to the tick.
    const [unit, scale] = info.timeBase;
    const timescale = unit === 1 && scale >= 1000 && scale <= 500_000 ? scale : 90_000;
    options.push('-video_track_timescale', String(timescale), '-movflags', '+faststart+write_colr');
    // The edit list, which delays pictures that start after the sound, counts in this unit (milliseconds before 4.4).
    if (tools.ffmpeg.avcodecMajor >= 59) options.push('-movie_timescale', String(timescale));
    // Apple's players know HEVC by this tag only.
    if (plan.codec === 'hevc') options.push('-tag:v:0', 'hvc1');
  }
  options.push('-f', plan.container);
  return options;
}

/** ffmpeg ends well even when it dropped packets; the container's own count tells. */
async function checkFrameCount(request: AssembleRequest, tools: FfmpegTools, part: string): Promise<void> {
  if (request.plan.container !== 'mp4' && request.plan.container !== 'mov') return;
  const { stdout } = await runTool(
    tools.ffprobe.path,
    [
      '-v',
      'error',
      '-select_streams',
      'v:0',
      '-show_entries',
      'stream=nb_frames',
      '-of',
      'csv=p=0',
      `file:${part}`,
    ],
    { signal: request.signal },
  );
  const found = Number(stdout.trim().split('\n')[0].replace(/,.*/, ''));
  if (Number.isFinite(found) && found !== request.timestampsMicros.length) {
    throw new StudioError(
      'ffmpeg-failed',
      `${request.output} came out with ${found} frames instead of ${request.timestampsMicros.length}. Please report this with the input.`,
    );
  }
}
