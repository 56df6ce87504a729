/**
 * Prints how long the studio takes to show frames of a clip: `node dist/measure-scrubbing.js [clip.mp4]`. Without a clip it
 * makes one: 1280 x 720, 40 s, x264 with a key frame every ten seconds, the encoder's default and the hardest case.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EngineParts } from '../main/engine/engine-parts';
import { probeMedia } from '../main/engine/media/probe';
import { createResources } from '../main/engine/studio/resources/resources';
import type { StudioClip } from '../main/engine/studio/studio-clips';
import { enhanceSettingsSchema } from '../preload/contract/studio/enhance-settings';
import { resourcePaths } from '../preload/contract/studio/resources';

function makeClip(program: string, folder: string, keyFrameEvery: number): string {
  const file = path.join(folder, `key-${keyFrameEvery}.mp4`);
  const picture = 'testsrc2=size=1280x720:rate=25:duration=40,noise=alls=6:allf=t,format=yuv420p';
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', String(keyFrameEvery)];
  execFileSync(program, [
    '-y',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    picture,
    ...encoder,
    '-sc_threshold',
    '0',
    file,
  ]);
  return file;
}

async function measure(parts: EngineParts, input: string): Promise<void> {
  const media = await probeMedia(input, await parts.tools());
  const settings = enhanceSettingsSchema.parse({});
  const clip: StudioClip = {
    ...{ id: 'clip', input, media, projectFolder: '', settings },
    ...{ people: [], revision: 1, analysisRevision: 1 },
  };
  const resources = createResources({
    clips: { clip: (id) => (id === 'clip' ? clip : undefined), job: () => undefined },
    parts,
  });
  const { signal } = new AbortController();
  const show = async (frame: number): Promise<number> => {
    const started = performance.now();
    const { status } = await resources.answer(resourcePaths.before('clip', frame, 'jpg'), { signal });
    if (status !== 200) throw new Error(`frame ${frame}: ${status}`);
    return performance.now() - started;
  };
  const series = async (name: string, frames: readonly number[]): Promise<void> => {
    const times: number[] = [];
    for (const frame of frames) times.push(await show(frame));
    times.sort((a, b) => a - b);
    const at = (share: number): string => times[Math.floor(share * (times.length - 1))].toFixed(0);
    process.stdout.write(`${name.padEnd(34)} median ${at(0.5)} ms, 90 % ${at(0.9)} ms, worst ${at(1)} ms\n`);
  };
  const range = (from: number, count: number, step: number): number[] =>
    Array.from({ length: count }, (_, i) => from + i * step);
  process.stdout.write(`${path.basename(input)}, ${media.displayWidth} x ${media.displayHeight}\n`);
  await series('first frame', [0]);
  await series('playing', range(1, 60, 1));
  await series('stepping back', range(400, 40, -1));
  await series('dragging forwards, 5 frames a step', range(500, 30, 5));
  await series('dragging backwards, 5 frames a step', range(490, 30, -5));
  await series('jumping', [730, 120, 911, 333, 602, 55, 848, 219, 497, 770]);
  await series('again', [730, 120, 911, 333, 602, 55, 848, 219, 497, 770]);
  await show(600);
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  await series('dragging around after a rest', [...range(600, 25, 5), ...range(720, 50, -5)]);
  await resources.dispose();
}

async function main(): Promise<void> {
  const parts = new EngineParts({});
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-scrubbing-'));
  try {
    const { ffmpeg } = await parts.tools();
    const given = process.argv.slice(2);
    const clips = given.length > 0 ? given : [25, 250].map((every) => makeClip(ffmpeg.path, folder, every));
    for (const clip of clips) await measure(parts, clip);
  } finally {
    await parts.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
