import type { JobHooks } from '../../../preload/contract/engine';
import type { MediaInfo } from '../../../preload/contract/media';
import { decodeFrames } from '../media/decode-frames';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { readStill } from '../media/read-still';
import type { VideoFrame } from '../pixels/image';

/** The frames of an input from first to last: a photograph is a clip of one frame. */
export async function* openInputFrames(
  media: MediaInfo,
  tools: FfmpegTools,
  range: { readonly fromSeconds?: number | undefined; readonly toSeconds?: number | undefined },
  hooks: JobHooks,
  signal?: AbortSignal,
): AsyncGenerator<VideoFrame, void, undefined> {
  if (media.kind === 'image') {
    yield { index: 0, timestampMicros: 0, image: (await readStill(media.path)).image };
    return;
  }
  yield* decodeFrames(media, tools, {
    fromSeconds: range.fromSeconds,
    toSeconds: range.toSeconds,
    signal,
    onWarning: (message) => hooks.onNotice?.({ level: 'warning', message }),
  });
}
