import type { JobHooks } from '../../../preload/contract/engine';
import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError } from '../errors/studio-error';
import { decodeFrames } from '../media/decode-frames';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { readStill } from '../media/read-still';
import type { VideoFrame } from '../pixels/image';

/**
 * The frames of an input from first to last: a photograph is a clip of one frame.
 * @param seenMicros times of the leading frames that an earlier run has seen: frames start after these
 */
export async function* openInputFrames(
  media: MediaInfo,
  tools: FfmpegTools,
  range: { readonly fromSeconds?: number | undefined; readonly toSeconds?: number | undefined },
  hooks: JobHooks,
  signal?: AbortSignal,
  seenMicros: Float64Array = new Float64Array(),
): AsyncGenerator<VideoFrame, void, undefined> {
  const seen = seenMicros.length;
  if (media.kind === 'image') {
    if (seen > 0) return;
    yield { index: 0, timestampMicros: 0, image: (await readStill(media.path)).image };
    return;
  }
  const frames = decodeFrames(media, tools, {
    fromSeconds: range.fromSeconds,
    toSeconds: range.toSeconds,
    // The last frame seen is the last whose time is known; it is decoded again and left out.
    ...(seen === 0 ? {} : { startFrame: seen - 1, frameTimes: seenMicros }),
    signal,
    onWarning: (message) => hooks.onNotice?.({ level: 'warning', message }),
  });
  let joined = seen === 0;
  for await (const frame of frames) {
    if (joined) yield frame;
    else if (frame.timestampMicros === seenMicros[frame.index]) joined = true;
    else break;
  }
  if (!joined) {
    throw new StudioError(
      'input-truncated',
      `${media.path} gives other frames than when its analysis was begun. Has it changed? Run again with --fresh.`,
    );
  }
}
