import type { MediaInfo } from '../../../../../preload/contract/media';
import { AnalysisQueue, type Analyse } from '../../../../../main/engine/studio/clips/analysis-queue';
import { StudioError } from '../../../../../main/engine/errors/studio-error';
import type { Project } from '../../../../../main/engine/project/project-format';

const log: string[] = [];
const ends = new Map<string, (error?: Error) => void>();

const analyse: Analyse = ({ projectFolder }, { signal, onProgress }) => {
  log.push(`begin ${projectFolder}`);
  return new Promise((resolve, reject) => {
    ends.set(projectFolder, (error) => {
      log.push(`end ${projectFolder}`);
      onProgress({ stage: 'fit', done: 1, total: 1, framesPerSecond: 1 });
      if (error === undefined) resolve({ analysisKey: projectFolder } as Project);
      else reject(error);
    });
    signal.addEventListener('abort', () => {
      log.push(`stop ${projectFolder}`);
      reject(new StudioError('cancelled', 'Stopped.'));
    });
  });
};

const of = (projectFolder: string) => ({
  media: {} as MediaInfo,
  projectFolder,
  device: 'auto' as const,
  fresh: false,
});
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let queue: AnalysisQueue;
beforeEach(() => {
  log.length = 0;
  queue = new AnalysisQueue(analyse);
});

test('one at a time, in order; an urgent one begins at once', async () => {
  const { signal } = new AbortController();
  const results = ['a', 'b', 'c'].map((name) => queue.request(of(name), { signal }));
  await tick();
  expect(log).toEqual(['begin a']);
  void queue.request(of('c'), { signal }, true);
  await tick();
  expect(log).toEqual(['begin a', 'begin c']);
  for (const name of ['a', 'c']) ends.get(name)?.();
  await tick();
  expect(log.at(-1)).toBe('begin b');
  ends.get('b')?.();
  expect((await Promise.all(results)).map(({ analysisKey }) => analysisKey)).toEqual(['a', 'b', 'c']);
  await queue.settled();
});

test('who asks for the same folder joins; it stops only when all have gone', async () => {
  const [one, two] = [new AbortController(), new AbortController()];
  const progress: string[] = [];
  const first = queue.request(of('a'), { signal: one.signal });
  const second = queue.request(of('a'), {
    signal: two.signal,
    onProgress: ({ stage }) => progress.push(stage),
  });
  await tick();
  one.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect(log).toEqual(['begin a']);
  ends.get('a')?.();
  await expect(second).resolves.toBeDefined();
  expect(progress).toEqual(['fit']);

  const third = queue.request(of('a'), { signal: AbortSignal.abort() });
  await expect(third).rejects.toMatchObject({ code: 'cancelled' });
});

test('an analysis with another face does not join: it waits for the folder', async () => {
  const { signal } = new AbortController();
  const own = queue.request(of('a'), { signal });
  const other = queue.request({ ...of('a'), faceModel: 'ict' }, { signal });
  await tick();
  expect(log).toEqual(['begin a']);
  ends.get('a')?.();
  await own;
  await tick();
  expect(log.filter((line) => line === 'begin a')).toHaveLength(2);
  ends.get('a')?.();
  await expect(other).resolves.toBeDefined();
});

test('a folder is begun again only after the stopped analysis has let go of it', async () => {
  const one = new AbortController();
  const first = queue.request(of('a'), { signal: one.signal });
  await tick();
  one.abort();
  const again = queue.request(of('a'), { signal: new AbortController().signal });
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await tick();
  expect(log).toEqual(['begin a', 'stop a', 'begin a']);
  ends.get('a')?.(new StudioError('no-faces', 'None.'));
  await expect(again).rejects.toMatchObject({ code: 'no-faces' });
});

test('one that waits can be given up; the next is not held up', async () => {
  const { signal } = new AbortController();
  const gone = new AbortController();
  void queue.request(of('a'), { signal });
  const waiting = queue.request(of('b'), { signal: gone.signal });
  const last = queue.request(of('c'), { signal });
  await tick();
  gone.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  ends.get('a')?.();
  await tick();
  expect(log).toEqual(['begin a', 'end a', 'begin c']);
  ends.get('c')?.();
  await last;
});
