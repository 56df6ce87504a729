import type { MediaInfo } from '../../../preload/contract/media';
import { throwIfCancelled } from '../errors/studio-error';
import type { RgbImage } from '../pixels/image';
import { filtersToRgb, resolveColour } from './colour';
import { ffmpegAbilities } from './ffmpeg-abilities';
import { startFfmpeg } from './ffmpeg-command';
import { FrameAssembler } from './frame-assembler';
import type { FfmpegTools } from './locate-ffmpeg';

export interface SmallFrameRequest {
  /** From the start of the source. */
  readonly seconds: number;
  /** Pixels; the width follows. */
  readonly height: number;
  /** `key`: the key frame before, in no time. `close`: a frame at most three away, decoded roughly. */
  readonly accuracy: 'key' | 'close';
}

/**
 * A reduced picture of about that moment, for thumbnails: not exact in time nor in its pixels.
 * @returns undefined where nothing decodes there
 */
export async function readSmallFrame(
  info: MediaInfo,
  tools: FfmpegTools,
  request: SmallFrameRequest,
  signal?: AbortSignal,
): Promise<RgbImage | undefined> {
  throwIfCancelled(signal);
  const { displayWidth, displayHeight } = info;
  const height = Math.min(request.height, displayHeight);
  const width = Math.max(1, Math.round((displayWidth * height) / displayHeight));
  const { filters } = await ffmpegAbilities(tools.ffmpeg);
  const colour = filtersToRgb({
    colour: resolveColour(info),
    width: displayWidth,
    height: displayHeight,
    hasZscale: filters.has('zscale'),
    pixelFormat: info.pixelFormat,
  });
  const isClose = request.accuracy === 'close';
  // Frames that no other leans on are left out, so the nearest kept one may come a little later.
  const from = info.startSeconds + request.seconds - (1.5 * info.frameRate[1]) / info.frameRate[0];
  const chain = [
    ...(isClose ? [`select='gte(t,${from.toFixed(6)})'`] : []),
    ...colour,
    `scale=${width}:${height}:flags=area`,
    'format=rgb24',
  ];
  const assembler = new FrameAssembler(width * height * 3, 1, (bytes) => new Uint8Array(bytes));
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [
      {
        source: info.path,
        options: [
          ...['-nostdin', '-loglevel', 'error', '-copyts', '-noaccurate_seek'],
          ...['-ss', Math.max(0, request.seconds).toFixed(6)],
          ...(isClose ? ['-skip_frame', 'noref', '-skip_loop_filter', 'all'] : ['-skip_frame', 'nokey']),
        ],
      },
    ],
    outputOptions: [
      ...['-map', `0:${info.videoStream}`, '-an', '-sn', '-dn', '-frames:v', '1'],
      ...['-vf', chain.join(','), '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
    ],
    output: assembler,
    signal,
  });
  const ended = run.done.catch(() => undefined); // a picture less, not an error
  try {
    const data = await assembler.next();
    throwIfCancelled(signal);
    return data === undefined ? undefined : { width, height, data };
  } finally {
    run.kill();
    await ended;
  }
}
