import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EnhanceSummary } from '../../../../../preload/contract/jobs';
import type { MediaInfo } from '../../../../../preload/contract/media';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import { jobsSnapshotSchema } from '../../../../../preload/contract/studio/job-item';
import { StudioError } from '../../../../../main/engine/errors/studio-error';
import { JobQueue, type PerformJob } from '../../../../../main/engine/studio/jobs/job-queue';
import { stagesOf, type JobRecord } from '../../../../../main/engine/studio/jobs/job-record';
import { NoticeStream } from '../../../../../main/engine/studio/topics/notice-stream';
import { clipInfo } from '../../../../fixtures/media-info';
import { temporaryFolder } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let queue: JobQueue;
/** Jobs under way, by id: what the stand-in for the engine was given, and its end. */
const running = new Map<string, { finish: () => void; fail: (error: unknown) => void }>();
const started: string[] = [];

const media: MediaInfo = {
  path: '/clips/a.mp4',
  ...clipInfo({ durationSeconds: 1, frameCountEstimate: 25 }),
};
const summary: EnhanceSummary = {
  input: '',
  output: '',
  frames: 25,
  facesRestored: 25,
  seconds: 1,
  framesPerSecond: 25,
  facesSkipped: { tooSmall: 0, tooTurned: 0, tooUncertain: 0, notChosen: 0 },
  segments: { total: 2, resumed: 0 },
  stageMilliseconds: {},
  analysis: { input: '', project: '', frames: 25, people: [], reused: true },
};

/** Renders "a segment" at once and then waits to be told how to end; stops as the engine does. */
const perform: PerformJob = async (job, report, signal) => {
  started.push(job.id);
  running.delete(job.id);
  report.analysisFound();
  const folder = path.join(job.projectFolder, 'render-1');
  await mkdir(folder, { recursive: true });
  report.segments({ folder, segments: 2, segmentsReused: 0, frames: 25, framesReused: 0 });
  report.progress({ stage: 'render', done: 10, total: 25, framesPerSecond: 5, etaSeconds: 3 });
  report.segmentDone();
  await new Promise<void>((resolve, reject) => {
    running.set(job.id, { finish: resolve, fail: reject });
    const stop = (): void => reject(new StudioError('cancelled', 'Stopped.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
  await writeFile(job.output, 'video');
  return summary;
};

const record = (id: string): JobRecord => ({
  id,
  mediaId: 'm1',
  input: media.path,
  media,
  projectFolder: path.join(data.folder, `${id}.facet`),
  output: path.join(data.folder, `${id}.mp4`),
  settings: enhanceSettingsSchema.parse({}),
  edits: { people: {}, tracks: {} },
  people: [],
  status: { state: 'queued' },
  stages: stagesOf('video'),
  notices: [],
  addedAt: 1,
  secondsSpent: 0,
  estimatedSeconds: 10,
  liveRevision: 0,
});

const start = (): Promise<JobQueue> =>
  JobQueue.start({
    dataFolder: data.folder,
    perform,
    loadProject: () => Promise.resolve(undefined),
    notices: new NoticeStream(),
    onChange: () => undefined,
    saveDelayMilliseconds: 5,
  });
const states = (): string[] => queue.snapshot().jobs.map(({ id, status }) => `${id} ${status.state}`);
const segmentsOf = (id: string): Promise<boolean> =>
  stat(path.join(data.folder, `${id}.facet`, 'render-1')).then(
    () => true,
    () => false,
  );
/** Waits until the queue looks so. */
const until = async (...expected: string[]): Promise<void> => {
  for (let tries = 0; tries < 400 && states().join() !== expected.join(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(states()).toEqual(expected);
  // The stand-in has got as far as waiting for its end.
  const busy = expected.find((line) => line.endsWith('running'))?.split(' ')[0];
  while (busy !== undefined && !running.has(busy)) await new Promise((resolve) => setTimeout(resolve, 5));
};
const end = (id: string): NonNullable<ReturnType<typeof running.get>> => {
  const found = running.get(id);
  if (found === undefined) throw new Error(`${id} is not running`);
  running.delete(id);
  return found;
};

beforeEach(async () => {
  data = await temporaryFolder();
  running.clear();
  started.length = 0;
  queue = await start();
});
afterEach(async () => {
  await queue.dispose();
  await data.remove();
});

test('one job runs at a time, in order; ended ones come after, newest first', async () => {
  for (const id of ['j1', 'j2', 'j3']) queue.add(record(id));
  await until('j1 running', 'j2 queued', 'j3 queued');
  expect(queue.snapshot()).toMatchObject({ etaSeconds: 23 });
  expect(jobsSnapshotSchema.parse(queue.snapshot())).toEqual(queue.snapshot());
  queue.move('j3', 'j2');
  end('j1').finish();
  await until('j3 running', 'j2 queued', 'j1 done');
  const [, , done] = queue.snapshot().jobs;
  expect(done).toMatchObject({ status: { bytes: 5, summary: { facesRestored: 25 } }, recentRates: [5] });
  expect(done.stages.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'done', 'done']);
  end('j3').fail(new StudioError('output-disk-full', 'The disk is full.'));
  await until('j2 running', 'j3 failed', 'j1 done');
  expect(queue.snapshot().jobs[1].status).toMatchObject({ error: { code: 'output-disk-full' } });
});

test('pausing keeps the segments and lets the next one run; resuming queues it again', async () => {
  queue.add(record('j1'));
  queue.add(record('j2'));
  await until('j1 running', 'j2 queued');
  queue.pause('j1');
  await until('j1 paused', 'j2 running');
  expect(await segmentsOf('j1')).toBe(true);
  queue.resume('j1');
  expect(states()).toEqual(['j1 queued', 'j2 running']);
});

test('cancelling drops the segments; retrying begins at the end of the line', async () => {
  queue.add(record('j1'));
  queue.add(record('j2'));
  await until('j1 running', 'j2 queued');
  await queue.cancel('j1');
  await until('j2 running', 'j1 cancelled');
  expect(await segmentsOf('j1')).toBe(false);
  queue.retry('j1');
  expect(states()).toEqual(['j2 running', 'j1 queued']);
  await queue.remove('j2');
  await until('j1 running');
  expect(() => queue.retry('j1')).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
});

test('pausing all stops the queue; resuming all goes on with the same job', async () => {
  queue.add(record('j1'));
  queue.add(record('j2'));
  await until('j1 running', 'j2 queued');
  queue.pauseAll();
  await until('j1 paused', 'j2 queued');
  expect(queue.snapshot().paused).toBe(true);
  queue.resumeAll();
  await until('j1 running', 'j2 queued');
  queue.pauseAll();
  queue.resumeAll(); // before the job has stopped
  while (started.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await until('j1 running', 'j2 queued');
  expect(started).toEqual(['j1', 'j1', 'j1']);
});

test('the queue outlives the program: what ran is queued again and goes on, what was paused stays so', async () => {
  for (const id of ['j1', 'j2', 'j3']) queue.add(record(id));
  await until('j1 running', 'j2 queued', 'j3 queued');
  end('j1').finish();
  await until('j2 running', 'j3 queued', 'j1 done');
  queue.pause('j3');
  const file = path.join(data.folder, 'jobs.json');
  let written = '';
  while (!written.includes('"state": "paused"')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    written = await readFile(file, 'utf8').catch(() => '');
  }
  expect(JSON.parse(written)).toMatchObject({ line: [{ status: { state: 'running' } }, { id: 'j3' }] });
  await queue.dispose();
  running.clear();
  await writeFile(file, written); // as a killed program leaves it
  queue = await start();
  await until('j2 running', 'j3 paused', 'j1 done');
  expect(started).toEqual(['j1', 'j2', 'j2']);
});

test('a damaged list is set aside and the queue begins anew', async () => {
  await queue.dispose();
  await writeFile(path.join(data.folder, 'jobs.json'), '{"version":1,');
  queue = await start();
  expect(states()).toEqual([]);
});
