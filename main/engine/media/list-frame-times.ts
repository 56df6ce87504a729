import type { MediaInfo } from '../../../preload/contract/media';
import type { FfmpegTools } from './locate-ffmpeg';
import { runTool } from './run-tool';

/**
 * When each frame of a video is shown, read from its packets without decoding them: the whole file is read once.
 * @returns [N] microseconds from the start of the source, ascending; undefined where packets do not say it
 */
export async function listFrameTimes(
  info: MediaInfo,
  tools: FfmpegTools,
  signal?: AbortSignal,
): Promise<Float64Array | undefined> {
  const { stdout, code } = await runTool(
    tools.ffprobe.path,
    [
      ...['-v', 'error', '-select_streams', String(info.videoStream)],
      ...['-show_entries', 'packet=pts,flags', '-of', 'csv=p=0', `file:${info.path}`],
    ],
    { signal },
  );
  if (code !== 0) return undefined;
  const times: number[] = [];
  const tick = info.timeBase[0] / info.timeBase[1];
  for (const line of stdout.split('\n')) {
    const [pts, flags] = line.trim().split(',');
    if (pts === '') continue;
    if (pts === 'N/A' || flags === undefined) return undefined;
    // A packet that an edit list leaves out is decoded and not shown.
    if (flags.includes('D')) continue;
    times.push(Math.round((Number(pts) * tick - info.startSeconds) * 1e6));
  }
  return times.length === 0 ? undefined : Float64Array.from(times).sort();
}
