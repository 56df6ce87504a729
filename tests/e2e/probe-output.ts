import { locateFfmpeg } from '../../main/engine/media/locate-ffmpeg';
import { runTool } from '../../main/engine/media/run-tool';

interface ProbedStream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: string;
  readonly nb_read_frames?: string;
}

/** Streams of a file as ffprobe counts them, every frame decoded. */
export async function probeStreams(file: string): Promise<ProbedStream[]> {
  const { ffprobe } = await locateFfmpeg();
  const { stdout } = await runTool(ffprobe.path, [
    ...['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', file],
  ]);
  return (JSON.parse(stdout) as { streams: ProbedStream[] }).streams;
}

/** One line a decoded frame: time stamp and MD5 of its pixels. Equal lists are equal videos. */
export async function frameHashes(file: string): Promise<string[]> {
  const { ffmpeg } = await locateFfmpeg();
  const { stdout } = await runTool(ffmpeg.path, [
    ...['-v', 'error', '-i', file, '-map', '0:v:0', '-f', 'framemd5', '-'],
  ]);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
