import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LabSummary } from '../../../../../preload/contract/lab';
import type { LabRun } from '../../../../../preload/contract/studio/lab-run';
import { StudioError, throwIfCancelled } from '../../../../../main/engine/errors/studio-error';
import { LabRuns, type LabRunsOptions } from '../../../../../main/engine/studio/lab/lab-runs';
import type { LabDemand } from '../../../../../main/engine/studio/lab/lab-work';
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
const demand: LabDemand = { pictures: 2, clips: 0, work: { faces: 8 } };
const wish = { methods: ['bicubic', 'sr:both'], factors: [4 as const, 8 as const] };
const summary: LabSummary = {
  report: '',
  pictures: 2,
  people: 2,
  leftOut: [],
  rows: [],
  seconds: 8,
  partSeconds: { faces: 8 },
};

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
  const { runId } = runs.begin(inputs, demand, wish);
  expect(runs.snapshot().runs[0]).toMatchObject({
    id: runId,
    names: ['a.png', 'b.png'],
    status: { state: 'running', part: 'faces', done: 0, total: 2 },
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
  const { runId } = runs.begin(inputs, demand, wish);
  expect(() => runs.begin(inputs, demand, wish)).toThrow('at work');
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
  const { runId } = runs.begin(inputs, demand, wish);
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
  runs.begin(['/clip.mp4'], { ...demand, pictures: 12 }, wish);
  await ended(runs);
  expect(seen).toEqual([
    {
      ...{ state: 'running', part: 'faces', done: 3, total: 12, share: 0.25 },
      etaSeconds: expect.any(Number) as number,
    },
  ]);
});

test('each part is followed in its turn, and what it held is kept with its time', async () => {
  const seen: LabRun['status'][] = [];
  const asked: object[] = [];
  const runs = await open(async (request, hooks) => {
    asked.push(request);
    hooks.onNotice?.({ level: 'info', message: 'a device' });
    hooks.onNotice?.({ level: 'warning', message: 'nobody in the clips' });
    for (const [stage, done, total] of [
      ['measure', 1, 1],
      ['render', 0, 3],
      // What is no part of its own says nothing.
      ['analyse', 7, 9],
      ['render', 2, 3],
      ['probe', 1, 2],
    ] as const) {
      hooks.onProgress?.({ stage, done, total, framesPerSecond: 0 });
      seen.push(runs.snapshot().runs[0].status);
    }
    return { ...(await writes(request, {})), partSeconds: { faces: 4, fits: 2, memory: 6 } };
  });
  const parts = { ...wish, clips: { seconds: 2 }, fits: true, memory: true };
  const work = { faces: 8, clips: 500, fits: 2, memory: 2 };
  runs.begin(inputs, { pictures: 2, clips: 1, work }, parts);
  await ended(runs);
  expect(asked).toMatchObject([{ clips: { seconds: 2 }, fits: true, memory: true, framesPerClip: 12 }]);
  expect(seen).toMatchObject([
    { part: 'faces', done: 1, total: 2 },
    { part: 'clips', done: 0, total: 3, etaSeconds: expect.any(Number) as number },
    { part: 'clips', done: 0, total: 3 },
    { part: 'clips', done: 2, total: 3 },
    { part: 'memory', done: 1, total: 2 },
  ]);
  const shares = seen.map((status) => (status.state === 'running' ? status.share : 0));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[0]).toBeGreaterThan(0);
  expect(shares.at(-1)).toBeLessThan(1);
  expect(said).toEqual(['nobody in the clips']);
  // Nobody in the clips was large enough: their part has no figures.
  expect(runs.snapshot().runs[0].parts).toEqual(['faces', 'fits', 'memory']);
  expect(runs.secondsFor({ fits: 10, memory: 1 }, 2)).toEqual({ fits: 10, memory: 3 });
});

test('without single faces no frames of clips are looked at', async () => {
  let asked: object = {};
  const runs = await open(async (request) => {
    asked = request;
    return {
      ...(await writes(request, {})),
      pictures: 0,
      people: 0,
      clipPeople: 3,
      partSeconds: { clips: 1 },
    };
  });
  runs.begin(
    ['/clip.mp4'],
    { pictures: 0, clips: 1, work: { clips: 9 } },
    { ...wish, faces: false, clips: {} },
  );
  expect(runs.snapshot().runs[0].status).toMatchObject({ part: 'clips' });
  await ended(runs);
  expect(asked).toMatchObject({ framesPerClip: 0 });
  expect(runs.snapshot().runs[0].status).toMatchObject({ state: 'done', pictures: 0, people: 3 });
});

test('a run of before there were parts is one of single faces, and still tells the time', async () => {
  const old = {
    ...{ version: 1, id: 'l1', startedAt: 1, methods: ['bicubic', 'sr'], factors: [4], inputs },
    summary: { pictures: 5, people: 2, seconds: 20 },
  };
  await mkdir(path.join(folder, 'lab', 'l1'), { recursive: true });
  await writeFile(path.join(folder, 'lab', 'l1', 'run.json'), JSON.stringify(old));
  const runs = await open(writes);
  expect(runs.snapshot().runs[0].parts).toEqual(['faces']);
  expect(runs.secondsFor({ faces: 3 }, 2)).toEqual({ faces: 6 });
});

test('a finished run is renamed for good, and goes by its material again', async () => {
  const runs = await open(writes);
  const { runId } = runs.begin(inputs, demand, wish);
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
  const { runId } = runs.begin(inputs, demand, wish);
  await ended(runs);
  await runs.remove(runId);
  expect(runs.snapshot().runs).toEqual([]);
  expect(await readdir(path.join(folder, 'lab'))).toEqual([]);
});
