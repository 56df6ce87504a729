import { throwIfCancelled } from '../errors/studio-error';
import type { FfmpegTools } from './locate-ffmpeg';
import { parseFraction, type ProbedStream } from './probe-report';
import { runTool } from './run-tool';

/** The average where it is sane: the "real" rate of a variable stream is only the clock's tick. */
export function chooseFrameRate(video: ProbedStream): [number, number] {
  const sane = (rate: [number, number] | undefined) =>
    rate !== undefined && rate[0] / rate[1] >= 0.01 && rate[0] / rate[1] <= 1000 ? rate : undefined;
  return sane(parseFraction(video.avg_frame_rate)) ?? sane(parseFraction(video.r_frame_rate)) ?? [25, 1];
}

/**
 * Looks at the first 240 packets' timestamps: a stream is variable when steps differ by more than one and a half
 * ticks and a tenth of the median step (rounding to milliseconds in Matroska is not variation).
 */
export async function hasVariableRate(
  path: string,
  video: ProbedStream,
  tools: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { stdout, code } = await runTool(
    tools.ffprobe.path,
    [
      '-v',
      'error',
      '-select_streams',
      String(video.index),
      '-show_entries',
      'packet=pts_time',
      '-read_intervals',
      '%+#240',
      '-of',
      'csv=p=0',
      `file:${path}`,
    ],
    { signal },
  );
  throwIfCancelled(signal);
  if (code !== 0) return false;
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const times = lines.map((line) => parseFloat(line)).filter((time) => Number.isFinite(time));
  // Program streams stamp only some frames; gaps between stamps say nothing.
  if (times.length < lines.length) return false;
  times.sort((a, b) => a - b);
  return isVariable(times, parseFraction(video.time_base) ?? [1, 90_000]);
}

/** `times` in seconds, sorted. The first 240 packets end inside a B-frame group: its last few are not judged. */
export function isVariable(times: readonly number[], timeBase: readonly [number, number]): boolean {
  const judged = times.length >= 240 ? times.slice(0, -16) : times;
  if (judged.length < 3) return false;
  const steps = judged.slice(1).map((time, i) => time - judged[i]);
  const median = [...steps].sort((a, b) => a - b)[steps.length >> 1];
  const tolerance = Math.max((1.5 * timeBase[0]) / timeBase[1], 0.1 * median);
  return steps.some((step) => Math.abs(step - median) > tolerance);
}
