import { withBeside } from '../../../../main/engine/stream/with-beside';

async function* of<T>(...items: T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

async function all(items: AsyncIterable<number>, reach?: number): Promise<(readonly number[] | number)[][]> {
  const out: (readonly number[] | number)[][] = [];
  for await (const { before, now, after } of withBeside(items, reach)) out.push([before, now, after]);
  return out;
}

describe('withBeside', () => {
  test('gives every item those before and after it', async () => {
    expect(await all(of(1, 2, 3, 4))).toEqual([
      [[], 1, [2]],
      [[1], 2, [3]],
      [[2], 3, [4]],
      [[3], 4, []],
    ]);
  });

  test('reaches as far as it is told, in the order of the stream', async () => {
    expect(await all(of(1, 2, 3, 4, 5, 6), 2)).toEqual([
      [[], 1, [2, 3]],
      [[1], 2, [3, 4]],
      [[1, 2], 3, [4, 5]],
      [[2, 3], 4, [5, 6]],
      [[3, 4], 5, [6]],
      [[4, 5], 6, []],
    ]);
    expect(await all(of(1, 2), 2)).toEqual([
      [[], 1, [2]],
      [[1], 2, []],
    ]);
  });

  test('without any reach an item waits for no other', async () => {
    let given = 0;
    async function* counted(): AsyncGenerator<number, void, undefined> {
      for (given = 1; given <= 3; given++) yield given;
    }
    for await (const { before, now, after } of withBeside(counted(), 0)) {
      expect([before, now, after]).toEqual([[], given, []]);
    }
  });

  test('one item has none, and no item gives none', async () => {
    expect(await all(of(7))).toEqual([[[], 7, []]]);
    expect(await all(of())).toEqual([]);
  });

  test('an error of the source comes through, after what could be given before it', async () => {
    async function* failing(): AsyncGenerator<number, void, undefined> {
      yield 1;
      yield 2;
      throw new Error('broken');
    }
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const { now } of withBeside(failing())) seen.push(now);
    };
    await expect(run()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });
});
