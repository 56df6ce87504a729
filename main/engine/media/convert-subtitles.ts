import { startFfmpeg } from './ffmpeg-command';
import type { FfmpegTools } from './locate-ffmpeg';
import type { StreamPlan } from './output-plan';

/**
 * Converts the planned subtitle streams of the source into one small Matroska file, untrimmed, in their order.
 * Needed before a trim: ffmpeg keeps lines from before the cut when it converts (at negative times, which would move
 * the whole output), and drops them when it copies.
 */
export async function convertSubtitles(
  source: string,
  streams: readonly StreamPlan[],
  output: string,
  tools: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<void> {
  const run = await startFfmpeg({
    program: tools.ffmpeg.path,
    inputs: [{ source, options: ['-nostdin', '-loglevel', 'error', '-copyts'] }],
    outputOptions: [
      ...streams.flatMap(({ index, codec }, i) => ['-map', `0:${index}`, `-c:${i}`, codec]),
      ...['-f', 'matroska'],
    ],
    output,
    signal,
  });
  await run.done;
}
