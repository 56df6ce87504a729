import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { qualityColumns, resourcePaths } from '../../../../../preload/contract/studio/resources';
import { enhanceInput } from '../../../../../main/engine/render/enhance-input';
import { qualityFile } from '../../../../../main/engine/studio/resources/quality/quality-store';
import type { StudioJobFiles } from '../../../../../main/engine/studio/studio-clips';
import { ask, bytesOf, sampleFile, SampleStudio, straightFrames, table } from './sample-studio';

// The analysis takes some ten seconds of a free machine.
jest.setTimeout(240_000);

const studio = new SampleStudio();
const [inFrame, outFrame] = [8, 20];
let rendered: Buffer[];
beforeAll(async () => {
  const clip = await studio.add('sample', sampleFile, true);
  const output = path.join(studio.folder, 'result.mp4');
  const sideBySide = path.join(studio.folder, 'result.side-by-side.mp4');
  await enhanceInput(
    {
      input: sampleFile,
      output,
      project: clip.projectFolder,
      scale: 2,
      sideBySide: true,
      fromFrame: inFrame,
      toFrame: outFrame,
    },
    studio.parts,
    {},
  );
  const job: StudioJobFiles = {
    ...{ id: 'job', state: 'done', mediaId: 'sample', input: clip.input, media: clip.media },
    projectFolder: clip.projectFolder,
    ...{ output, sideBySide, inFrame, outFrame, liveRevision: 1 },
    settings: { ...clip.settings, scale: 2 },
    people: clip.people,
    project: clip.project!,
    live: {
      liveRevision: 1,
      frame: 9,
      image: { width: 20, height: 10, data: new Uint8Array(600).fill(200) },
    },
  };
  studio.jobs.set('job', job);
  studio.jobs.set('running', { ...job, id: 'running', state: 'running' });
  rendered = await straightFrames(studio, output);
});
afterAll(() => studio.dispose());

test("a result's frame is found under the clip's own frame number", async () => {
  const resources = studio.resources();
  expect(rendered).toHaveLength(outFrame - inFrame);
  for (const frame of [8, 19, 12]) {
    const bytes = await bytesOf(resources, resourcePaths.result('job', frame, 'raw'));
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(8)]).toEqual([768, 768]);
    expect(Buffer.compare(bytes.subarray(16), rendered[frame - inFrame])).toBe(0);
  }
  for (const frame of [7, 20]) {
    expect((await ask(resources, resourcePaths.result('job', frame, 'raw'))).status).toBe(404);
  }
  expect((await ask(resources, resourcePaths.result('running', 8, 'raw'))).status).toBe(404);
});

test('the result file is served whole and in parts', async () => {
  const resources = studio.resources();
  const file = resourcePaths.resultFile('job', 'output');
  const { size } = statSync(studio.jobs.get('job')!.output);
  const whole = await ask(resources, file);
  expect(whole).toMatchObject({ status: 200, type: 'video/mp4', body: { start: 0, end: size, size } });
  expect(await ask(resources, file, { start: 100 })).toMatchObject({
    status: 206,
    body: { start: 100, end: size, size },
  });
  expect(await ask(resources, file, { start: 0, end: 1 })).toMatchObject({
    status: 206,
    body: { start: 0, end: 2 },
  });
  expect(await ask(resources, file, { start: 5, end: size + 50 })).toMatchObject({
    body: { start: 5, end: size },
  });
  expect((await ask(resources, file, { start: size })).status).toBe(416);
  const side = await ask(resources, resourcePaths.resultFile('job', 'sideBySide'));
  expect(side).toMatchObject({ status: 200, type: 'video/mp4' });
  expect((await ask(resources, resourcePaths.resultFile('running', 'output'))).status).toBe(404);
});

test('what a job last finished is shown while it runs', async () => {
  const { width, height } = await sharp(
    await bytesOf(studio.resources(), resourcePaths.live('running', 1)),
  ).metadata();
  expect([width, height]).toEqual([20, 10]);
});

test('quality is measured once and kept with the clip', async () => {
  const resources = studio.resources();
  expect((await ask(resources, resourcePaths.quality('job'))).status).toBe(404);
  await expect(resources.measure('running')).rejects.toMatchObject({ code: 'usage' });
  await resources.measure('job');
  const values = table(await bytesOf(resources, resourcePaths.quality('job')));
  expect([values.rows, values.columns]).toEqual([48, qualityColumns.length]);
  const at = (row: number, column: (typeof qualityColumns)[number]) =>
    values.at(row, qualityColumns.indexOf(column));
  expect(at(inFrame - 1, 'identity')).toBeNaN();
  expect(at(outFrame, 'identity')).toBeNaN();
  for (let frame = inFrame; frame < outFrame; frame++) {
    expect(at(frame, 'identity')).toBeGreaterThan(0.6); // the same person
    expect(at(frame, 'identity')).toBeLessThanOrEqual(1.0001);
    expect(at(frame, 'landmarkDistance')).toBeLessThan(0.1);
    expect(at(frame, 'sharpnessBefore')).toBeGreaterThan(0);
    expect(at(frame, 'interOcularPixels')).toBeGreaterThan(50);
  }
  expect(at(inFrame + 1, 'flickerAfter')).toBeNaN();
  expect(at(inFrame + 2, 'flickerAfter')).toBeGreaterThan(0);

  const file = qualityFile(studio.jobs.get('job')!);
  expect(readdirSync(path.dirname(file))).toEqual(['job.bin']); // nothing half written beside it
  const { mtimeMs } = statSync(file);
  await resources.measure('job');
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('measuring stops when asked, and leaves nothing', async () => {
  const resources = studio.resources();
  const job = studio.jobs.get('job')!;
  rmSync(path.dirname(qualityFile(job)), { recursive: true, force: true });
  const controller = new AbortController();
  const measuring = resources.measure('job', controller.signal);
  setTimeout(() => {
    controller.abort();
  }, 150);
  await expect(measuring).rejects.toMatchObject({ code: 'cancelled' });
  expect((await ask(resources, resourcePaths.quality('job'))).status).toBe(404);
});

test('a damaged quality table counts as none', async () => {
  const resources = studio.resources();
  const file = qualityFile(studio.jobs.get('job')!);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'FTAB too short to be true');
  expect((await ask(resources, resourcePaths.quality('job'))).status).toBe(404);
});

test('a result that someone removed is not found', async () => {
  const resources = studio.resources();
  rmSync(studio.jobs.get('job')!.output);
  expect((await ask(resources, resourcePaths.resultFile('job', 'output'))).status).toBe(404);
  expect((await ask(resources, resourcePaths.result('job', 9, 'jpg'))).status).toBe(404);
});
