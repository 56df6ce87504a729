import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LabSummary } from '../../../../../preload/contract/lab';
import { StudioError, throwIfCancelled } from '../../../../../main/engine/errors/studio-error';
import { LabRuns, type LabRunsOptions } from '../../../../../main/engine/studio/lab/lab-runs';
import { LabStore } from '../../../../../main/engine/studio/lab/lab-store';
import { NoticeStream } from '../../../../../main/engine/studio/topics/notice-stream';
import { temporaryFolder } from '../studio-fixture';

let folder: string;
let remove: () => Promise<void>;
let said: string[];
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  said = [];
});
afterEach(() => remove());

const inputs = ['/faces/a.png', '/faces/b.png'];
const wish = { methods: ['bicubic', 'sr:both'], factors: [4 as const, 8 as const] };
const summary: LabSummary = { report: '', pictures: 2, people: 2, leftOut: [], rows: [], partSeconds: {}, seconds: 8 };

const writes: LabRunsOptions['run'] = async ({ outputFolder, made }, { onProgress }) => {
  onProgress?.({ stage: 'measure', done: 1, total: 2, framesPerSecond: 1, etaSeconds: 1 });
  await writeFile(path.join(outputFolder, 'report.html'), made?.command ?? '');
  return summary;
};
const waits: LabRunsOptions['run'] = async ({ outputFolder }, { signal }) => {
  await writeFile(path.join(outputFolder, 'half.png'), 'ab');
  while (signal?.aborted === false) await new Promise(setImmediate);
  throwIfCancelled(signal);
  return summary;
};

function open(run: LabRunsOptions['run']): Promise<LabRuns> {
  return LabRuns.start({
    ...{ store: new LabStore(folder), run, version: '1' },
    notices: new NoticeStream(({ message }) => said.push(message)),
    onChange: () => undefined,
    onFailure: () => undefined,
  });
}

const stateOf = (runs: LabRuns) => runs.snapshot().runs.map(({ status }) => status.state);

async function ended(runs: LabRuns): Promise<void> {
  while (stateOf(runs).includes('running')) await new Promise(setImmediate);
}

test('a finished run is kept, with names and no path, and is there after a restart', async () => {
  const runs = await open(writes);
  const { runId } = runs.begin(inputs, 2, wish);
  expect(runs.snapshot().runs[0]).toMatchObject({
    id: runId,
    names: ['a.png', 'b.png'],
    status: { state: 'running', done: 0, total: 2 },
  });
  await ended(runs);
  const kept = runs.snapshot();
  expect(kept.runs[0]).toMatchObject({ ...wish, status: { state: 'done', pictures: 2, seconds: 8 } });
  expect(JSON.stringify(kept)).not.toContain('/faces');
  expect((await open(writes)).snapshot()).toEqual(kept);
  expect(await readFile(path.join(folder, 'lab', runId, 'report.html'), 'utf8')).toBe(
    'facet lab /faces/a.png /faces/b.png -o facet-lab --methods bicubic,sr:both --factors 4,8 --frames 12 --seed 1 --device auto',
  );
});

test('one at a time; what is cancelled leaves nothing', async () => {
  const runs = await open(waits);
  const { runId } = runs.begin(inputs, 2, wish);
  expect(() => runs.begin(inputs, 2, wish)).toThrow('at work');
  await runs.cancel('another');
  expect(stateOf(runs)).toEqual(['running']);
  await runs.cancel(runId);
  expect(runs.snapshot().runs).toEqual([]);
  expect(await readdir(path.join(folder, 'lab'))).toEqual([]);
});

test('a run that ended with the program never looks finished', async () => {
  const half = path.join(folder, 'lab', '.l1.77-ab.part');
  await mkdir(half, { recursive: true });
  await writeFile(path.join(half, 'report.html'), '');
  const runs = await open(writes);
  expect(runs.snapshot().runs).toEqual([]);
  expect(await readdir(path.join(folder, 'lab'))).toEqual([]);
  expect(said).toEqual([expect.stringContaining('ended with the program')]);
});

test('a failure says why until it is removed, and the next run is heard', async () => {
  const runs = await open(() => Promise.reject(new StudioError('no-faces', 'nobody')));
  const { runId } = runs.begin(inputs, 2, wish);
  await ended(runs);
  expect(runs.snapshot().runs[0].status).toEqual({
    state: 'failed',
    error: { code: 'no-faces', message: 'nobody' },
  });
  expect(() => runs.required(runId)).toThrow('no such run');
  await runs.remove(runId);
  expect(runs.snapshot().runs).toEqual([]);
});

test('a clip shows more faces than there are files; the time left follows from all so far', async () => {
  const seen: object[] = [];
  const runs = await open(async (request, hooks) => {
    hooks.onProgress?.({ stage: 'measure', done: 3, total: 3, framesPerSecond: 100, etaSeconds: 0 });
    seen.push(runs.snapshot().runs[0].status);
    return writes(request, {});
  });
  runs.begin(['/clip.mp4'], 12, wish);
  await ended(runs);
  expect(seen).toEqual([{ state: 'running', done: 3, total: 12, etaSeconds: expect.any(Number) as number }]);
});

test('the run with the most similar number of methods tells what the next one takes', async () => {
  const runs = await open(writes);
  expect(runs.secondsPerVersion(2)).toBeUndefined();
  runs.begin(inputs, 2, wish);
  await ended(runs);
  runs.begin(inputs, 2, { ...wish, methods: ['bicubic', 'sr:none', 'sr:coeff', 'sr:render', 'sr:both'] });
  await ended(runs);
  // 8 s for 2 pictures, 2 sizes, and 2 or 5 methods.
  expect([1, 3, 4, 12].map((methods) => runs.secondsPerVersion(methods))).toEqual([1, 1, 0.4, 0.4]);
});

test('a finished run is renamed for good, and goes by its material again', async () => {
  const runs = await open(writes);
  const { runId } = runs.begin(inputs, 2, wish);
  await expect(runs.rename(runId, 'too early')).rejects.toThrow('no such run');
  await ended(runs);
  await runs.rename(runId, 'New weights');
  expect(runs.snapshot().runs[0]).toMatchObject({
    id: runId,
    name: 'New weights',
    names: ['a.png', 'b.png'],
  });
  const again = await open(writes);
  expect(again.snapshot()).toEqual(runs.snapshot());
  await again.rename(runId, undefined);
  expect(again.snapshot().runs[0].name).toBeUndefined();
  expect((await open(writes)).snapshot()).toEqual(again.snapshot());
});

test('removing takes the folder', async () => {
  const runs = await open(writes);
  const { runId } = runs.begin(inputs, 2, wish);
  await ended(runs);
  await runs.remove(runId);
  expect(runs.snapshot().runs).toEqual([]);
  expect(await readdir(path.join(folder, 'lab'))).toEqual([]);
});
