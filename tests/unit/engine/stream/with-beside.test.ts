import { withBeside } from '../../../../main/engine/stream/with-beside';

async function* of<T>(...items: T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

async function all(items: AsyncIterable<number>): Promise<[number, readonly number[]][]> {
  const out: [number, readonly number[]][] = [];
  for await (const { now, beside } of withBeside(items)) out.push([now, beside]);
  return out;
}

describe('withBeside', () => {
  test('gives every item those before and after it', async () => {
    expect(await all(of(1, 2, 3, 4))).toEqual([
      [1, [2]],
      [2, [1, 3]],
      [3, [2, 4]],
      [4, [3]],
    ]);
  });

  test('one item has none, and no item gives none', async () => {
    expect(await all(of(7))).toEqual([[7, []]]);
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
