/**
 * Films a clip once more with a lens whose focus hunts: `node dist/hunt-focus.js CLIP OUT.mp4 [--blur 3]`. Every frame is
 * blurred by a Gaussian of --blur pixels times |sin(0.8 pi t)|, t in seconds, then compressed as H.264 (crf 24).
 */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { decodeFrames } from '../main/engine/media/decode-frames';
import { startFfmpeg } from '../main/engine/media/ffmpeg-command';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../main/engine/media/probe';

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
  const { displayWidth: width, displayHeight: height, frameRate } = info;
  const size = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`];
  const rate = frameRate === undefined ? '25' : frameRate.join('/');
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [{ source: 'pipe:0', options: [...size, '-r', rate] }],
    outputOptions: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', '-pix_fmt', 'yuv420p', '-y'],
    output: file,
  });
  for await (const { image, timestampMicros } of decodeFrames(info, tools, {})) {
    const sigma = Number(values.blur) * Math.abs(Math.sin((0.8 * Math.PI * timestampMicros) / 1e6));
    const picture = sharp(image.data, { raw: { width, height, channels: 3 } });
    const frame = sigma < leastBlur ? Buffer.from(image.data) : await picture.blur(sigma).raw().toBuffer();
    if (!run.stdin.write(frame)) await new Promise((resolve) => run.stdin.once('drain', resolve));
  }
  run.stdin.end();
  await run.done;
}

void main();
