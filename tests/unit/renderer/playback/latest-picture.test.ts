import { LatestPicture } from '../../../../renderer/features/playback/latest-picture';
import type { Picture } from '../../../../renderer/features/playback/picture';

const picture: Picture = { kind: 'raw', width: 1, height: 1, rgb: new Uint8Array(3) };

function setUp(patience: number) {
  const waiting = new Map<string, (arrives: boolean) => void>();
  const aborted: string[] = [];
  const shown: string[] = [];
  const failed: string[] = [];
  let now = 0;
  const library = {
    get: () => undefined,
    load: (url: string) =>
      new Promise<Picture>((resolve, reject) =>
        waiting.set(url, (arrives) => (arrives ? resolve(picture) : reject(new Error(url)))),
      ),
    abort: (url: string) => void aborted.push(url),
  };
  const latest = new LatestPicture(
    library,
    patience,
    (url) => shown.push(url),
    (url) => failed.push(url),
    () => now,
  );
  const arrive = async (url: string, arrives = true) => {
    waiting.get(url)?.(arrives);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { latest, aborted, shown, failed, waiting, arrive, wait: (ms: number) => (now += ms) };
}

test('during a scrub what is about to come is shown, then the latest wish; the ones between are never asked for', async () => {
  const { latest, shown, aborted, waiting, arrive } = setUp(250);
  for (const url of ['1', '2', '3', '4']) latest.want(url);
  expect([...waiting.keys()]).toEqual(['1']);
  await arrive('1');
  await arrive('4');
  expect(shown).toEqual(['1', '4']);
  expect(aborted).toEqual([]);
});

test('a request past its patience is dropped for the newer', async () => {
  const { latest, shown, aborted, arrive, wait } = setUp(250);
  latest.want('slow');
  wait(300);
  latest.want('new');
  expect(aborted).toEqual(['slow']);
  await arrive('slow');
  await arrive('new');
  expect(shown).toEqual(['new']);
});

test('without patience the stale one is aborted at once', () => {
  const { latest, aborted } = setUp(0);
  latest.want('old');
  latest.want('new');
  latest.want('new');
  expect(aborted).toEqual(['old']);
});

test('a failure is told unless something newer is wanted', async () => {
  const { latest, failed, shown, arrive } = setUp(250);
  latest.want('1');
  latest.want('2');
  await arrive('1', false);
  await arrive('2');
  expect(failed).toEqual([]);
  expect(shown).toEqual(['2']);
  latest.want('3');
  await arrive('3', false);
  expect(failed).toEqual(['3']);
});
