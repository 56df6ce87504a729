import type { MediaInfo } from '../../../preload/contract/media';
import { throwIfCancelled } from '../errors/studio-error';
import type { RgbImage } from '../pixels/image';
import { filtersToRgb, resolveColour } from './colour';
import { ffmpegAbilities, keepEveryFrame, keepTimeBase } from './ffmpeg-abilities';
import { startFfmpeg } from './ffmpeg-command';
import { FrameAssembler } from './frame-assembler';
import { FrameTimes } from './frame-times';
import type { FfmpegTools } from './locate-ffmpeg';

export interface ProxyFrameRequest {
  /** Pixels of what is given. */
  readonly width: number;
  readonly height: number;
  /** At most one frame in each stretch of that many seconds. */
  readonly stepSeconds: number;
  /**
   * `key`: only key frames are decoded, hundreds of times faster than playing. `reference`: all that others lean on, which
   * costs about two thirds of decoding everything (measured: x264 with three B-frames).
   */
  readonly which: 'key' | 'reference';
}

/** Frames of a whole clip, reduced, upright, sRGB, each with the time at which it is shown. */
export async function* readProxyFrames(
  info: MediaInfo,
  tools: FfmpegTools,
  { width, height, stepSeconds, which }: ProxyFrameRequest,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly micros: number; readonly image: RgbImage }, void, undefined> {
  throwIfCancelled(signal);
  const { filters, showinfoOptions } = await ffmpegAbilities(tools.ffmpeg);
  const stretchOf = (time: string) => `floor((${time}-${info.startSeconds})/${stepSeconds})`;
  const chain = [
    // Chosen before the conversion: what is left out costs its decoding alone.
    `select='isnan(prev_selected_t)+gt(${stretchOf('t')},${stretchOf('prev_selected_t')})'`,
    `showinfo${showinfoOptions.has('checksum') ? '=checksum=0' : ''}`,
    ...filtersToRgb({
      colour: resolveColour(info),
      width: info.displayWidth,
      height: info.displayHeight,
      hasZscale: filters.has('zscale'),
      pixelFormat: info.pixelFormat,
    }),
    `scale=${width}:${height}:flags=area`,
    'format=rgb24',
  ];
  const times = new FrameTimes(info.startSeconds, (1e6 * info.frameRate[1]) / info.frameRate[0]);
  const assembler = new FrameAssembler(width * height * 3, 2, (bytes) => new Uint8Array(bytes));
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [
      {
        source: info.path,
        options: [
          ...['-nostdin', '-loglevel', 'level+info', '-copyts'],
          // One core at most: the viewer and the analysis need the others.
          ...['-threads', '1', '-skip_frame', which === 'key' ? 'nokey' : 'noref'],
        ],
      },
    ],
    outputOptions: [
      ...['-map', `0:${info.videoStream}`, '-an', '-sn', '-dn'],
      ...keepEveryFrame(tools.ffmpeg),
      ...keepTimeBase(tools.ffmpeg),
      ...['-vf', chain.join(','), '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
    ],
    output: assembler,
    signal,
    onLine: (line) => void times.readLine(line),
  });
  // Proxies are an extra: where the file is damaged there are fewer of them.
  const ended = run.done.catch(() => undefined).finally(() => times.close());
  try {
    for (;;) {
      const data = await assembler.next();
      throwIfCancelled(signal);
      const micros = data === undefined ? undefined : await times.next();
      if (data === undefined || micros === undefined) return;
      yield { micros, image: { width, height, data } };
    }
  } finally {
    run.kill();
    await ended;
  }
}
