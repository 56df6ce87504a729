import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DegradeRequest } from '../../../../preload/contract/degrade';
import type { JobHooks } from '../../../../preload/contract/engine';
import { averageFrames } from '../../../../main/engine/degrade/average-frames';
import { degradeInput } from '../../../../main/engine/degrade/degrade-input';
import { decodeFrames } from '../../../../main/engine/media/decode-frames';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../../../../main/engine/media/probe';
import { readStill } from '../../../../main/engine/media/read-still';
import { runTool } from '../../../../main/engine/media/run-tool';
import type { VideoFrame } from '../../../../main/engine/pixels/image';
import { resize } from '../../../../main/engine/pixels/resize';
import { collect } from './made-frames';

const samples = path.join(__dirname, '../../../../assets/samples');
const clip = path.join(samples, 'talking-head.mp4');
const photo = path.join(samples, 'astronaut.png');
const root = mkdtempSync(path.join(tmpdir(), 'facet-degrade-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function degrade(name: string, request: Omit<DegradeRequest, 'output'>, hooks: JobHooks = {}) {
  const output = path.join(root, name);
  return degradeInput({ ...request, output }, await locateFfmpeg(), hooks);
}

async function framesOf(file: string): Promise<VideoFrame[]> {
  const tools = await locateFfmpeg();
  return collect(decodeFrames(await probeMedia(file, tools), tools));
}

/** The sound's packets, each by its digest. */
async function soundOf(file: string): Promise<string[]> {
  const { ffprobe } = await locateFfmpeg();
  const { stdout } = await runTool(ffprobe.path, [
    ...['-v', 'error', '-select_streams', 'a', '-show_packets', '-show_data_hash', 'md5'],
    ...['-show_entries', 'packet=data_hash', '-of', 'csv=p=0', file],
  ]);
  return stdout.match(/MD5:\w+/g) ?? [];
}

const chain: DegradeRequest['recipe'] = {
  seed: 5,
  steps: [
    { step: 'low', factor: 4 },
    { step: 'noise', sigma: 4 },
  ],
};
const steps = (...list: DegradeRequest['recipe']['steps']) => ({ steps: list });

test('a clip: every frame, at its time, is what the steps make of it, and the sound is the source’s', async () => {
  const summary = await degrade('low', { input: clip, recipe: steps({ step: 'low', size: 32 }) });
  const sharp = await framesOf(clip);
  const poor = await framesOf(summary.output);
  expect(summary).toMatchObject({ frames: sharp.length, width: 32, height: 32, reused: false });
  expect(poor.map(({ timestampMicros }) => timestampMicros)).toEqual(
    sharp.map(({ timestampMicros }) => Math.round(timestampMicros / 1000) * 1000),
  );
  for (const index of [0, 20, sharp.length - 1]) {
    expect(Buffer.compare(poor[index].image.data, resize(sharp[index].image, 32, 32, 'bicubic').data)).toBe(
      0,
    );
  }
  const sound = await soundOf(clip);
  expect(sound.length).toBeGreaterThan(10);
  // AAC begins with a packet that is not heard, which Matroska does without.
  expect(await soundOf(summary.output)).toEqual(sound.slice(1));
});

test('the same recipe and seed give the same pictures, another seed others', async () => {
  const recipe = { ...chain, steps: [...chain.steps, { step: 'h264', crf: 30 } as const] };
  const digest = async (name: string, seed: number) => {
    const { output } = await degrade(name, { input: clip, recipe: { ...recipe, seed } });
    const hash = createHash('sha256');
    for (const { image } of await framesOf(output)) hash.update(image.data);
    return hash.digest('hex');
  };
  const once = await digest('once', 5);
  expect(await digest('again', 5)).toBe(once);
  expect(await digest('other', 6)).not.toBe(once);
});

test('nine frames averaged, as pictures: pairs of the middle frame, in the lists of the ancestors', async () => {
  const request = { input: clip, recipe: steps({ step: 'motion', frames: 9 }), frames: true };
  const { output, frames } = await degrade('frames', request);
  const sharp = await framesOf(clip);
  expect(frames).toBe(sharp.length - 8);
  expect(readdirSync(path.join(output, 'sharp'))).toEqual(readdirSync(path.join(output, 'blurry')));
  const tools = await locateFfmpeg();
  const means = averageFrames(decodeFrames(await probeMedia(clip, tools), tools), 9);
  const { value } = await means.next();
  await means.return();
  const read = async (name: string) => (await readStill(path.join(output, name))).image.data;
  expect(Buffer.compare(await read('blurry/00005.png'), (value as VideoFrame).image.data)).toBe(0);
  expect(Buffer.compare(await read('sharp/00005.png'), sharp[4].image.data)).toBe(0);
  const list = readFileSync(path.join(root, 'frames', 'datalist.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(list).toHaveLength(frames - 4);
  expect(list[0]).toMatch(/^talking-head\/sharp\/00007\.png talking-head\/blurry\/00005\.png /);
});

test.each([
  { step: 'h264', crf: 16 },
  { step: 'mpeg1', quantiser: 3 },
  { step: 'mpeg2', quantiser: 3 },
  { step: 'mpeg4', quantiser: 3 },
  { step: 'jpeg', quality: 85 },
] as const)('$step at an odd size spoils the picture and keeps it in place', async (step) => {
  const { output } = await degrade(step.step, {
    input: photo,
    recipe: steps({ step: 'low', size: 101 }, step),
  });
  const sharp = resize((await readStill(photo)).image, 101, 101, 'bicubic');
  const poor = (await readStill(output)).image;
  expect([poor.width, poor.height]).toEqual([101, 101]);
  const error =
    poor.data.reduce((sum, value, i) => sum + Math.abs(value - sharp.data[i]), 0) / sharp.data.length;
  // A picture moved by one pixel is wrong by 13 levels.
  expect(error).toBeGreaterThan(0.5);
  expect(error).toBeLessThan(8);
});

test('what is there is left alone; what a killed run left half written is cleared away', async () => {
  const first = await degrade('resumed', { input: photo, recipe: chain });
  const leftover = path.join(root, 'resumed', '.talking-head.1-aa.part');
  mkdirSync(leftover);
  writeFileSync(first.output, 'touched');
  expect(await degrade('resumed', { input: photo, recipe: chain })).toEqual({ ...first, reused: true });
  expect(readFileSync(first.output, 'utf8')).toBe('touched');
  expect(readdirSync(path.join(root, 'resumed')).sort()).toEqual(['dataset.json', 'poor']);
});

test('a stopped run leaves nothing half written', async () => {
  const stop = new AbortController();
  const hooks: JobHooks = {
    signal: stop.signal,
    onProgress: ({ done }) => {
      if (done > 0) stop.abort();
    },
  };
  const run = degrade('stopped', { input: clip, recipe: steps({ step: 'defocus', radius: 6 }) }, hooks);
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(path.join(root, 'stopped', 'poor'))).toEqual([]);
});

test('refusals: motion of a photograph, a clip too short, a folder of something else, another recipe', async () => {
  const motion = (frames: number) => steps({ step: 'motion', frames });
  await expect(degrade('x', { input: photo, recipe: motion(9) })).rejects.toMatchObject({ code: 'usage' });
  await expect(degrade('y', { input: clip, recipe: motion(99) })).rejects.toMatchObject({
    code: 'input-no-frames',
  });
  mkdirSync(path.join(root, 'mine'));
  writeFileSync(path.join(root, 'mine', 'letter.txt'), '');
  await expect(degrade('mine', { input: photo, recipe: chain })).rejects.toMatchObject({
    code: 'output-exists',
  });
  await degrade('one', { input: photo, recipe: chain });
  await expect(degrade('one', { input: photo, recipe: { ...chain, seed: 9 } })).rejects.toMatchObject({
    code: 'output-exists',
  });
});
