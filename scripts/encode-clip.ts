import { startFfmpeg } from '../main/engine/media/ffmpeg-command';

/** What every picture of a clip is like: pixels, and frames a second as ffmpeg counts them. */
export interface ClipFormat {
  readonly width: number;
  readonly height: number;
  readonly rate: string;
}

/**
 * Encodes pictures as one clip, by ffmpeg.
 * @param frames RGB bytes, width x height x 3 each
 * @param options of the encoder
 * @throws StudioError `ffmpeg-*`
 */
export async function encodeClip(
  program: string,
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { width, height, rate }: ClipFormat,
  options: readonly string[],
  file: string,
): Promise<void> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', rate];
  const run = await startFfmpeg({
    program,
    inputs: [{ source: 'pipe:0', options: raw }],
    outputOptions: [...options, '-y'],
    output: file,
  });
  for await (const frame of frames) {
    if (!run.stdin.write(frame)) await new Promise((resolve) => run.stdin.once('drain', resolve));
  }
  run.stdin.end();
  await run.done;
}

/** The same of a clip that was probed; one that does not say how fast it runs is taken for 25 frames a second. */
export function formatOf(media: {
  readonly displayWidth: number;
  readonly displayHeight: number;
  readonly frameRate?: readonly [number, number] | undefined;
}): ClipFormat {
  const rate = media.frameRate === undefined ? '25' : media.frameRate.join('/');
  return { width: media.displayWidth, height: media.displayHeight, rate };
}
