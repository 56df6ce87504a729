/**
 * Films a clip once more with a lens whose focus hunts: `node dist/hunt-focus.js CLIP OUT.mp4 [--blur 3]`. Every frame is
 * blurred by a Gaussian of --blur pixels times |sin(0.8 pi t)|, t in seconds, then compressed as H.264 (crf 24).
 */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { decodeFrames } from '../main/engine/media/decode-frames';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../main/engine/media/probe';
import type { VideoFrame } from '../main/engine/pixels/image';
import { encodeClip, formatOf } from './encode-clip';

/** Less is none to sharp. */
const leastBlur = 0.3;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { blur: { type: 'string', default: '3' } },
    allowPositionals: true,
  });
  const [clip, file] = positionals;
  if (!clip || !file) {
    process.stderr.write('usage: hunt-focus.js CLIP OUT.mp4 [--blur 3]\n');
    process.exitCode = 2;
    return;
  }
  const tools = await locateFfmpeg({});
  const info = await probeMedia(clip, tools);
  const frames = outOfFocus(decodeFrames(info, tools, {}), Number(values.blur));
  const options = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', '-pix_fmt', 'yuv420p'];
  await encodeClip(tools.ffmpeg.path, frames, formatOf(info), options, file);
}

async function* outOfFocus(frames: AsyncIterable<VideoFrame>, blur: number): AsyncGenerator<Uint8Array> {
  for await (const { image, timestampMicros } of frames) {
    const { width, height, data } = image;
    const sigma = blur * Math.abs(Math.sin((0.8 * Math.PI * timestampMicros) / 1e6));
    // The frame's memory is filled again while the encoder still reads.
    if (sigma < leastBlur) yield data.slice();
    else
      yield await sharp(data, { raw: { width, height, channels: 3 } })
        .blur(sigma)
        .raw()
        .toBuffer();
  }
}

void main();
