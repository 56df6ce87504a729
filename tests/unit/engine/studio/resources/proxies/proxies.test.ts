import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { proxyFile, ProxyWriter } from '../../../../../../main/engine/project/proxy-file';
import type { StudioResources } from '../../../../../../main/engine/studio/resource-answer';
import { makeProxies } from '../../../../../../main/engine/studio/resources/proxies/make-proxies';
import { planProxies } from '../../../../../../main/engine/studio/resources/proxies/proxy-plan';
import { resourcePaths } from '../../../../../../preload/contract/studio/resources';
import { makeTestClip, type TestClip } from '../../../../../fixtures/make-test-media';
import { ask, bytesOf, SampleStudio } from '../sample-studio';

jest.setTimeout(120_000);

const studio = new SampleStudio();
afterAll(() => studio.dispose());

/** Grey clips whose frames are a level lighter each: a picture tells which frame it shows. */
const greyFilters = ['geq=lum=20+N:cb=128:cr=128'];

async function addGrey(name: string, change: Partial<TestClip> = {}): Promise<string> {
  const x264 = [
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-qp',
    '4',
    '-x264-params',
    'bframes=3:keyint=100:scenecut=0',
  ];
  const clip = { name: `${name}.mp4`, seconds: 8, width: 320, height: 180, video: x264 };
  const file = await makeTestClip(studio.folder, { ...clip, filters: greyFilters, ...change });
  await studio.add(name, file, false);
  return path.join(studio.clips.get(name)!.projectFolder, proxyFile);
}

/** The frame that a picture of such a clip shows, to a level. */
async function frameShown(jpeg: Uint8Array): Promise<number> {
  const { channels } = await sharp(jpeg).stats();
  return (channels[1].mean * 219) / 255 + 16 - 20;
}

/** Asks as the viewer does, until the file is whole. */
async function whole(resources: StudioResources, name: string, file: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end && !existsSync(file);) {
    await ask(resources, resourcePaths.proxy(name, 0));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(existsSync(file)).toBe(true);
}

async function expectNear(
  resources: StudioResources,
  name: string,
  frames: readonly number[],
): Promise<void> {
  for (const frame of frames) {
    const shown = await frameShown(await bytesOf(resources, resourcePaths.proxy(name, frame)));
    // Five a second of 25: the nearest is three away at most, where the decoder leaves some out four.
    expect(Math.abs(shown - frame)).toBeLessThan(5);
  }
}

test('the proxy of frame n shows frame n or one close by; the file serves the next session', async () => {
  const file = await addGrey('grey');
  const resources = studio.resources();
  expect((await ask(resources, resourcePaths.proxy('grey', 0))).status).toBe(404);
  await whole(resources, 'grey', file);
  const frames = [0, 3, 37, 100, 101, 151, 199];
  await expectNear(resources, 'grey', frames);
  expect(readdirSync(path.dirname(file))).toEqual([proxyFile]);
  const { mtimeMs } = statSync(file);
  await expectNear(studio.resources(), 'grey', frames);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('where frames are not evenly spaced, time decides', async () => {
  const frameMilliseconds = '40*N+if(gt(N,80),3000,0)';
  const file = await addGrey('uneven', { frameMilliseconds });
  const resources = studio.resources();
  await whole(resources, 'uneven', file);
  await bytesOf(resources, resourcePaths.before('uneven', 90, 'raw')); // the times are known now
  await expectNear(resources, 'uneven', [10, 79, 82, 120, 190]);
});

test.each([
  ['cut off', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  [
    'of another version',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.writeUInt32LE(999, 4);
      writeFileSync(file, bytes);
    },
  ],
])('a file that is %s is made anew', async (name, spoil) => {
  const id = name.replaceAll(' ', '-');
  const file = await addGrey(id, { seconds: 2 });
  await whole(studio.resources(), id, file);
  const good = readFileSync(file);
  spoil(file);
  const resources = studio.resources();
  for (const end = Date.now() + 60_000; Date.now() < end && !readFileSync(file).equals(good);) {
    await ask(resources, resourcePaths.proxy(id, 0));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(readFileSync(file).equals(good)).toBe(true);
  await expectNear(resources, id, [0, 25, 49]);
});

test('with room for few pictures they are fewer, the clip is served to its end, and the file is no larger', async () => {
  await addGrey('bounded');
  const { media } = studio.clips.get('bounded')!;
  const limit = 24_000;
  const folder = path.join(studio.folder, 'bounded-by-hand');
  const writer = await ProxyWriter.create(folder, '00'.repeat(32));
  const { signal } = new AbortController();
  await makeProxies(media, await studio.parts.tools(), writer, signal, planProxies(media, limit));
  await writer.finish();
  const times = writer.index.all().map(({ micros }) => micros / 1e6);
  expect(writer.bytes).toBeLessThanOrEqual(limit);
  expect(times.length).toBeGreaterThan(4);
  expect(times.at(-1)).toBeGreaterThan(6);
});

test('a clip that is let go of while its proxies are made leaves no half file', async () => {
  const file = await addGrey('gone', { seconds: 8, width: 1280, height: 720 });
  const resources = studio.resources();
  await ask(resources, resourcePaths.proxy('gone', 0));
  const folder = path.dirname(file);
  const parts = () => (existsSync(folder) ? readdirSync(folder) : []);
  for (const end = Date.now() + 20_000; Date.now() < end && parts().length === 0;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(parts()).toEqual([expect.stringMatching(/\.part$/)]);
  await resources.dispose();
  expect(parts()).toEqual([]);
});

test('a photo has none, nor has a clip that nobody gave out', async () => {
  const photo = path.join(studio.folder, 'photo.png');
  await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } }).toFile(photo);
  const clip = await studio.add('photo', photo, false);
  const resources = studio.resources();
  for (const id of ['photo', 'nobody']) {
    expect((await ask(resources, resourcePaths.proxy(id, 0))).status).toBe(404);
  }
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(existsSync(clip.projectFolder)).toBe(false);
});
