/**
 * Blurs a clip as the deblurring papers do: every frame becomes the mean of itself and its neighbours,
 * `node dist/average-frames.js CLIP OUT.mkv [--frames 9] [--from seconds] [--to seconds]`. Lossless FFV1. The clip loses half a window at either end: with
 * nine frames the first one written stands for frame 4 of the clip.
 */
import { parseArgs } from 'node:util';
import { averageFrames } from '../main/engine/degrade/average-frames';
import { decodeFrames } from '../main/engine/media/decode-frames';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../main/engine/media/probe';
import type { VideoFrame } from '../main/engine/pixels/image';
import { encodeClip, formatOf } from './encode-clip';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      frames: { type: 'string', default: '9' },
      from: { type: 'string' },
      to: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [clip, file] = positionals;
  const count = Number(values.frames);
  if (!clip || !file || !(count >= 1)) {
    process.stderr.write(
      'usage: average-frames.js CLIP OUT.mkv [--frames 9] [--from seconds] [--to seconds]\n',
    );
    process.exitCode = 2;
    return;
  }
  const tools = await locateFfmpeg({});
  const info = await probeMedia(clip, tools);
  const range = { fromSeconds: secondsOf(values.from), toSeconds: secondsOf(values.to) };
  const options = ['-c:v', 'ffv1', '-pix_fmt', 'bgr0', '-f', 'matroska'];
  const averaged = averageFrames(decodeFrames(info, tools, range), count);
  await encodeClip(tools.ffmpeg.path, pixelsOf(averaged), formatOf(info), options, file);
}

async function* pixelsOf(frames: AsyncIterable<VideoFrame>): AsyncGenerator<Uint8Array> {
  for await (const { image } of frames) yield image.data;
}

const secondsOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

void main();
