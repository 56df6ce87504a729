import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineSettings } from '../../../../preload/contract/engine';
import { throwIfCancelled } from '../../../engine/errors/studio-error';
import { writeBenchClip, type BenchClip } from './bench-clip';
import { inferenceMilliseconds, measureDecode, measureEncode, measureNetworks } from './floors';
import { measureEnhance } from './measure-run';

export interface BenchRow extends BenchClip {
  readonly frames: number;
  /** Of the whole process, start-up and analysis included. */
  readonly framesPerSecond: number;
  readonly stageMilliseconds: Readonly<Record<string, number>>;
  readonly peakBytes: number;
  readonly facesRestored: number;
  /** Milliseconds a frame: inference on all cores, decoding alone, encoding alone; and the frames a second of their sum. */
  readonly floor: {
    readonly inference: number;
    readonly decode: number;
    readonly encode: number;
    readonly framesPerSecond: number;
  };
}

export interface BenchReport {
  readonly machine: string;
  readonly cores: number;
  readonly date: string;
  readonly device: string;
  /** Milliseconds of one run on one thread. */
  readonly networks: Readonly<Record<string, number>>;
  readonly rows: readonly BenchRow[];
  /** Peak memory of the longest clip over that of the same picture at its shortest. */
  readonly memoryGrowth: number;
}

export interface BenchOptions {
  readonly quick: boolean;
  readonly device: string;
  readonly settings: EngineSettings;
  readonly signal?: AbortSignal | undefined;
  readonly say: (text: string) => void;
}

/** The clips, the memory pair last: the same picture as the first, twelve times as long. */
export function benchClips(quick: boolean): BenchClip[] {
  const hd = { width: 1280, height: 720 };
  const fullHd = { width: 1920, height: 1080 };
  const seconds = quick ? 2 : 10;
  const all: BenchClip[] = [
    { name: '720p, 1 face', ...hd, faces: 1, seconds },
    { name: '720p, 4 faces', ...hd, faces: 4, seconds },
    { name: '1080p, 1 face', ...fullHd, faces: 1, seconds },
    { name: '1080p, 4 faces', ...fullHd, faces: 4, seconds },
  ];
  return [...(quick ? all.slice(0, 2) : all), { ...all[0], seconds: quick ? 8 : 120 }];
}

/** Makes the clips in a temporary folder, measures each with its floors, and removes everything again. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { settings, signal, say } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-bench-'));
  const cores = os.availableParallelism();
  try {
    say('Networks alone …');
    const networks = await measureNetworks(settings);
    const rows: BenchRow[] = [];
    for (const clip of benchClips(options.quick)) {
      throwIfCancelled(signal);
      const input = path.join(folder, 'clip.mkv');
      say(`${clip.name}, ${clip.seconds} s: making the clip …`);
      await writeBenchClip(input, clip, { settings, signal });
      const inference = inferenceMilliseconds(networks, clip.faces) / cores;
      const decode = await measureDecode(input, settings);
      const encode = await measureEncode(path.join(folder, 'encoded.mkv'), clip, settings);
      say(`${clip.name}, ${clip.seconds} s: enhancing …`);
      const extra = ['--device', options.device, ...settingFlags(settings)];
      const run = await measureEnhance(input, path.join(folder, 'enhanced.mp4'), extra, signal);
      rows.push({
        ...clip,
        frames: run.summary.frames,
        framesPerSecond: run.summary.frames / run.wallSeconds,
        stageMilliseconds: run.summary.stageMilliseconds,
        peakBytes: run.peakBytes,
        facesRestored: run.summary.facesRestored,
        floor: { inference, decode, encode, framesPerSecond: 1000 / (inference + decode + encode) },
      });
    }
    const machine = `${os.cpus().at(0)?.model.trim() ?? 'unknown'}, ${os.type()} ${os.arch()}, Node ${process.versions.node}`;
    const date = new Date().toISOString().slice(0, 10);
    const memoryGrowth = rows[rows.length - 1].peakBytes / rows[0].peakBytes;
    return { machine, cores, date, device: options.device, networks, rows, memoryGrowth };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function settingFlags(settings: EngineSettings): string[] {
  return [
    ...(settings.ffmpegPath === undefined ? [] : ['--ffmpeg', settings.ffmpegPath]),
    ...(settings.ffprobePath === undefined ? [] : ['--ffprobe', settings.ffprobePath]),
    ...(settings.modelsFolder === undefined ? [] : ['--models-folder', settings.modelsFolder]),
    ...(settings.workers === undefined ? [] : ['--workers', String(settings.workers)]),
  ];
}
