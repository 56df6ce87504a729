import { LatestRequest } from '../../../../../renderer/features/inspect3d/latest-request';

function harness(patience = 100) {
  const started: number[] = [];
  const aborted: number[] = [];
  const values: number[] = [];
  const errors: number[] = [];
  const settle = new Map<number, { resolve: () => void; reject: (error: unknown) => void }>();
  let time = 0;
  const requests = new LatestRequest<number, number>({
    patience,
    now: () => time,
    load: (key, signal) =>
      new Promise((resolve, reject) => {
        started.push(key);
        settle.set(key, {
          resolve: () => {
            resolve(key * 10);
          },
          reject,
        });
        signal.addEventListener('abort', () => {
          aborted.push(key);
          reject(new Error('aborted'));
        });
      }),
    onValue: (_, value) => values.push(value),
    onError: (key) => errors.push(key),
  });
  return {
    requests,
    started,
    aborted,
    values,
    errors,
    settle,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what was wished for in between is never loaded', async () => {
  const { requests, started, values, settle, aborted } = harness();
  for (let frame = 1; frame <= 5; frame++) requests.want(frame);
  expect(started).toEqual([1]);
  settle.get(1)?.resolve();
  await turn();
  expect(started).toEqual([1, 5]);
  settle.get(5)?.resolve();
  await turn();
  expect(values).toEqual([10, 50]);
  expect(aborted).toEqual([]);
});

test('a superseded request that takes long is aborted, and says nothing', async () => {
  const { requests, started, values, errors, settle, aborted, wait } = harness();
  requests.want(1);
  wait(101);
  requests.want(2);
  await turn();
  expect(aborted).toEqual([1]);
  expect(started).toEqual([1, 2]);
  settle.get(2)?.resolve();
  await turn();
  expect([values, errors]).toEqual([[20], []]);
});

test('a failure is told and the next wish is loaded all the same', async () => {
  const { requests, started, errors, settle } = harness();
  requests.want(1);
  requests.want(2);
  settle.get(1)?.reject(new Error('gone'));
  await turn();
  expect(errors).toEqual([1]);
  expect(started).toEqual([1, 2]);
});

test('cancelling drops both; wanting again starts anew', async () => {
  const { requests, started, values, aborted, settle } = harness();
  requests.want(1);
  requests.want(2);
  requests.cancel();
  await turn();
  expect(aborted).toEqual([1]);
  expect(started).toEqual([1]);
  requests.want(1);
  settle.get(1)?.resolve();
  await turn();
  expect(values).toEqual([10]);
});
