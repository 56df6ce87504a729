/**
 * Blurs a clip as the deblurring papers do: every frame becomes the mean of itself and its neighbours,
 * `node dist/average-frames.js CLIP OUT.mkv [--frames 9] [--from seconds] [--to seconds]`. Lossless FFV1. The clip loses half a window at either end: with
 * nine frames the first one written stands for frame 4 of the clip.
 */
import { parseArgs } from 'node:util';
import { averageFrames } from '../main/engine/degrade/average-frames';
import { decodeFrames } from '../main/engine/media/decode-frames';
import { startFfmpeg } from '../main/engine/media/ffmpeg-command';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../main/engine/media/probe';

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
  const { displayWidth: width, displayHeight: height, frameRate } = info;
  const size = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`];
  const rate = frameRate === undefined ? '25' : frameRate.join('/');
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [{ source: 'pipe:0', options: [...size, '-r', rate] }],
    outputOptions: ['-c:v', 'ffv1', '-pix_fmt', 'bgr0', '-f', 'matroska', '-y'],
    output: file,
  });
  for await (const { image } of averageFrames(decodeFrames(info, tools, range), count)) {
    if (!run.stdin.write(image.data)) await new Promise((resolve) => run.stdin.once('drain', resolve));
  }
  run.stdin.end();
  await run.done;
}

const secondsOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));

void main();
