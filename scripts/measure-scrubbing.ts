/**
 * Prints how long the studio takes to show frames of a clip: `node dist/measure-scrubbing.js [--json FILE] [clip.mp4]`. Without a clip it
 * makes two: 1280 x 720, 40 s, x264, one with a key frame every second and one with the encoder's default of ten seconds,
 * the hardest case.
 *
 * Each frame is asked for as the viewer does, proxy and exact pixels at once. `any` is the time until one of them is there,
 * `exact` until the exact one is. The next frame is asked for once the exact one is there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EngineParts } from '../main/engine/engine-parts';
import { probeMedia } from '../main/engine/media/probe';
import { proxyFile } from '../main/engine/project/proxy-file';
import type { StudioResources } from '../main/engine/studio/resource-answer';
import { createResources } from '../main/engine/studio/resources/resources';
import type { StudioClip } from '../main/engine/studio/studio-clips';
import { enhanceSettingsSchema } from '../preload/contract/studio/enhance-settings';
import { resourcePaths } from '../preload/contract/studio/resources';
import { writeFigures } from './figures/write-figures';

function makeClip(program: string, folder: string, keyFrameEvery: number): string {
  const file = path.join(folder, `key-${keyFrameEvery}.mp4`);
  const picture = 'testsrc2=size=1280x720:rate=25:duration=40,noise=alls=6:allf=t,format=yuv420p';
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', String(keyFrameEvery)];
  const input = ['-y', '-v', 'error', '-f', 'lavfi', '-i', picture];
  execFileSync(program, [...input, ...encoder, '-sc_threshold', '0', file]);
  return file;
}

/** Milliseconds until one of the two is there, and until the exact one is. */
interface Shown {
  readonly any: number;
  readonly exact: number;
}

async function show(resources: StudioResources, frame: number): Promise<Shown> {
  const { signal } = new AbortController();
  const started = performance.now();
  const until = async (resource: string): Promise<number> => {
    const { status } = await resources.answer(resource, { signal });
    return status === 200 ? performance.now() - started : Infinity;
  };
  const asked = [
    until(resourcePaths.proxy('clip', frame)),
    until(resourcePaths.before('clip', frame, 'raw')),
  ];
  const [proxy, exact] = await Promise.all(asked);
  if (exact === Infinity) throw new Error(`There is no frame ${frame}.`);
  return { any: Math.min(exact, proxy), exact };
}

/** Milliseconds: median, what 90 % do not exceed, worst. */
export interface ScrubbingFigures {
  readonly clip: string;
  /** The clip was just imported, its proxies being made; else they come from the project folder. */
  readonly fresh: boolean;
  readonly movement: string;
  readonly any: readonly number[];
  readonly exact: readonly number[];
}

const figures: ScrubbingFigures[] = [];

async function series(
  resources: StudioResources,
  movement: string,
  frames: readonly number[],
  of: Pick<ScrubbingFigures, 'clip' | 'fresh'>,
): Promise<void> {
  const shown: Shown[] = [];
  for (const frame of frames) shown.push(await show(resources, frame));
  const spread = (which: keyof Shown): number[] => {
    const times = shown.map((times) => times[which]).sort((a, b) => a - b);
    return [0.5, 0.9, 1].map((share) => times[Math.floor(share * (times.length - 1))]);
  };
  const [any, exact] = [spread('any'), spread('exact')];
  figures.push({ ...of, movement, any, exact });
  const column = (times: readonly number[]): string =>
    times.map((time) => time.toFixed(0).padStart(6)).join('');
  process.stdout.write(`${movement.padEnd(36)} any${column(any)}   exact${column(exact)}\n`);
}

const range = (from: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * step);

async function movements(
  resources: StudioResources,
  of: Pick<ScrubbingFigures, 'clip' | 'fresh'>,
): Promise<void> {
  await series(resources, 'stepping on', range(1, 60, 1), of);
  await series(resources, 'stepping back', range(400, 40, -1), of);
  await series(resources, 'dragging forwards, 5 frames a step', range(500, 30, 5), of);
  await series(resources, 'dragging backwards, 5 frames a step', range(490, 30, -5), of);
  await series(resources, 'jumping', [730, 120, 911, 333, 602, 55, 848, 219, 497, 770], of);
}

async function measure(parts: EngineParts, input: string, folder: string): Promise<void> {
  const media = await probeMedia(input, await parts.tools());
  const projectFolder = path.join(folder, `${path.basename(input)}.facet`);
  const clip: StudioClip = {
    ...{ id: 'clip', input, media, projectFolder, settings: enhanceSettingsSchema.parse({}) },
    ...{ people: [], references: [], revision: 1, analysisRevision: 1 },
  };
  const clips = { clip: (id: string) => (id === 'clip' ? clip : undefined), job: () => undefined };
  const opened = (): StudioResources => createResources({ clips, parts, dataFolder: folder });
  process.stdout.write(`${path.basename(input)}, ${media.displayWidth} x ${media.displayHeight}\n`);
  process.stdout.write('milliseconds: median, 90 %, worst\n');

  process.stdout.write('just imported, proxies being made meanwhile\n');
  const first = opened();
  const name = path.basename(input);
  const begun = performance.now();
  await series(first, 'first frame', [0], { clip: name, fresh: true });
  await movements(first, { clip: name, fresh: true });
  const file = path.join(projectFolder, proxyFile);
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = ((statSync(file).mtimeMs - performance.timeOrigin - begun) / 1000).toFixed(1);
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  process.stdout.write(`proxies whole ${seconds} s after the first look, ${megabytes} MB\n`);
  await first.dispose();

  process.stdout.write('opened again, proxies from the project folder\n');
  const second = opened();
  await series(second, 'first frame', [0], { clip: name, fresh: false });
  await movements(second, { clip: name, fresh: false });
  await second.dispose();
}

async function main(): Promise<void> {
  const { values, positionals: given } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const parts = new EngineParts({});
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-scrubbing-'));
  try {
    const { ffmpeg } = await parts.tools();
    const clips = given.length > 0 ? given : [25, 250].map((every) => makeClip(ffmpeg.path, folder, every));
    for (const clip of clips) await measure(parts, clip, folder);
    if (values.json !== undefined) await writeFigures(values.json, figures);
  } finally {
    await parts.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
