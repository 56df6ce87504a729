import { existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { resourcePaths } from '../../../../../preload/contract/studio/resources';
import { makeTestClip } from '../../../../fixtures/make-test-media';
import { ask, bytesOf, rawPicture, sampleFile, SampleStudio, straightFrames } from './sample-studio';

// The analysis takes some ten seconds of a free machine.
jest.setTimeout(240_000);

const studio = new SampleStudio();
let straight: Buffer[];
beforeAll(async () => {
  await studio.add('sample', sampleFile, true);
  straight = await straightFrames(studio, sampleFile);
});
afterAll(() => studio.dispose());

const before = (frame: number) => resourcePaths.before('sample', frame, 'raw');

test('frame n is the n-th of a straight decode, in whatever order frames are asked for', async () => {
  const resources = studio.resources();
  const order = [40, 3, 41, 42, 0, 39, 38, 37, 12, 47, 20, 20, 21, 5];
  for (const frame of order) {
    const { data } = rawPicture(await bytesOf(resources, before(frame)));
    expect(Buffer.compare(Buffer.from(data), straight[frame])).toBe(0);
  }
  const all = await Promise.all(straight.map((_, frame) => bytesOf(resources, before(frame))));
  all.forEach((bytes, frame) => {
    expect(Buffer.compare(bytes.subarray(16), straight[frame])).toBe(0);
  });
});

test('frames are exact before the analysis too, also behind the first key frames', async () => {
  const file = await makeTestClip(studio.folder, {
    name: 'long.mp4',
    seconds: 8,
    video: ['libx264', '-pix_fmt', 'yuv420p', '-x264-params', 'bframes=3:keyint=30'],
  });
  await studio.add('long', file, false);
  const wanted = await straightFrames(studio, file);
  const resources = studio.resources();
  for (const frame of [150, 149, 148, 199, 60, 61, 59]) {
    const answer = await bytesOf(resources, resourcePaths.before('long', frame, 'raw'));
    expect(Buffer.compare(answer.subarray(16), wanted[frame])).toBe(0);
  }
  expect((await ask(resources, resourcePaths.before('long', 200, 'raw'))).status).toBe(404);
});

test('more photos than may stand ready are all given when they are asked for at once', async () => {
  const file = `${studio.folder}/grey.png`;
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } }).toFile(file);
  const ids = Array.from({ length: 8 }, (_, i) => `photo${i}`);
  for (const id of ids) await studio.add(id, file, false);
  const resources = studio.resources();
  const answers = await Promise.all(ids.map((id) => ask(resources, resourcePaths.before(id, 0, 'raw'))));
  expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
});

test('a JPEG shows the same frame', async () => {
  const bytes = await bytesOf(studio.resources(), resourcePaths.before('sample', 7, 'jpg'));
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([384, 384]);
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += Math.abs(data[i] - straight[7][i]);
  expect(sum / data.length).toBeLessThan(2);
});

test('what is not there is not found', async () => {
  const resources = studio.resources();
  for (const path of [
    resourcePaths.before('sample', 48, 'raw'),
    resourcePaths.before('nobody', 0, 'raw'),
    resourcePaths.result('nojob', 0, 'jpg'),
    'media/sample/before/../0.raw',
    'etc/passwd',
    '',
  ]) {
    expect((await ask(resources, path)).status).toBe(404);
  }
});

/** Children of this process, where the system tells. */
function children(): number {
  const list = `/proc/self/task/${process.pid}/children`;
  return existsSync(list)
    ? readFileSync(list, 'utf8')
        .split(' ')
        .filter((pid) => pid.trim() !== '').length
    : 0;
}

test('an aborted request ends at once and its decoder with it; the next one is served', async () => {
  const resources = studio.resources();
  const idle = children();
  const controller = new AbortController();
  const gone = resources.answer(before(45), { signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  await expect(gone).rejects.toMatchObject({ code: 'cancelled' });
  for (let i = 0; i < 100 && children() > idle; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(children()).toBe(idle);
  const bytes = await bytesOf(resources, before(45));
  expect(Buffer.compare(bytes.subarray(16), straight[45])).toBe(0);
});

test('one of two who want the same frame may go', async () => {
  const resources = studio.resources();
  const controller = new AbortController();
  const gone = resources.answer(before(30), { signal: controller.signal });
  const stays = bytesOf(resources, before(30));
  controller.abort();
  await expect(gone).rejects.toMatchObject({ code: 'cancelled' });
  expect(Buffer.compare((await stays).subarray(16), straight[30])).toBe(0);
});
