import type { Picture } from '../../../../renderer/features/playback/picture';
import { ScrubProxy } from '../../../../renderer/features/playback/scrub-proxy';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

interface Proxy {
  readonly picture: Picture;
  readonly isClosed: () => boolean;
}

function proxy(): Proxy {
  let closed = false;
  const bitmap = { width: 64, height: 36, close: () => (closed = true) };
  const picture: Picture = {
    kind: 'bitmap',
    width: 64,
    height: 36,
    bitmap: bitmap as unknown as ImageBitmap,
  };
  return { picture, isClosed: () => closed };
}

function setUp() {
  const shown: Picture[] = [];
  const waiting = new Map<string, { arrive: (picture: Picture | undefined) => void; signal: AbortSignal }>();
  let none = 0;
  const scrub = new ScrubProxy(
    (picture) => shown.push(picture),
    () => none++,
    (url, signal) =>
      new Promise((resolve, reject) => {
        const arrive = (picture: Picture | undefined) =>
          picture ? resolve(picture) : reject(new Error('404'));
        waiting.set(url, { arrive, signal });
      }),
  );
  const arrive = async (url: string, picture: Picture | undefined) => {
    waiting.get(url)?.arrive(picture);
    await jest.advanceTimersByTimeAsync(0);
  };
  return { scrub, shown, waiting, arrive, none: () => none };
}

test('a proxy is shown once the exact frame has had its time, and not before', async () => {
  const { scrub, shown, arrive } = setUp();
  const a = proxy();
  scrub.want('a', false);
  await arrive('a', a.picture);
  await jest.advanceTimersByTimeAsync(90);
  expect(shown).toEqual([]);
  await jest.advanceTimersByTimeAsync(20);
  expect(shown).toEqual([a.picture]);
});

test('moving on does not begin that time anew; what comes after it is shown at once', async () => {
  const { scrub, shown, arrive } = setUp();
  const [a, b] = [proxy(), proxy()];
  scrub.want('a', false);
  await jest.advanceTimersByTimeAsync(80);
  await arrive('a', a.picture);
  scrub.want('b', false);
  await jest.advanceTimersByTimeAsync(30);
  expect(shown).toEqual([a.picture]);
  await arrive('b', b.picture);
  expect(shown).toEqual([a.picture, b.picture]);
  expect([a.isClosed(), b.isClosed()]).toEqual([true, false]);
});

test('where a proxy or nothing is on show, the next one comes at once', async () => {
  const { scrub, shown, arrive } = setUp();
  const a = proxy();
  scrub.want('a', true);
  await arrive('a', a.picture);
  expect(shown).toEqual([a.picture]);
});

test('the exact frame ends it: nothing is shown afterwards, the request is dropped, the picture closed', async () => {
  const { scrub, shown, waiting, arrive } = setUp();
  const [a, b] = [proxy(), proxy()];
  scrub.want('a', false);
  await arrive('a', a.picture);
  scrub.want('b', false);
  scrub.rest();
  expect([a.isClosed(), waiting.get('b')?.signal.aborted]).toEqual([true, true]);
  await arrive('b', b.picture);
  await jest.advanceTimersByTimeAsync(500);
  expect(shown).toEqual([]);
  // And the next movement has its time again.
  scrub.want('c', false);
  await arrive('c', proxy().picture);
  expect(shown).toEqual([]);
});

test('where there is no proxy near, that is said, and the next wish is asked for all the same', async () => {
  const { scrub, shown, arrive, none } = setUp();
  scrub.want('a', true);
  await arrive('a', undefined);
  expect(none()).toBe(1);
  const b = proxy();
  scrub.want('b', true);
  await arrive('b', b.picture);
  expect(shown).toEqual([b.picture]);
});

test('of many wishes in a row only the first and the last are asked for', async () => {
  const { scrub, waiting, arrive } = setUp();
  for (const url of ['1', '2', '3', '4']) scrub.want(url, true);
  expect([...waiting.keys()]).toEqual(['1']);
  await arrive('1', proxy().picture);
  expect([...waiting.keys()]).toEqual(['1', '4']);
});
