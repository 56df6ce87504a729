import { mapOrdered, prefetch } from '../../../../main/engine/stream/map-ordered';

async function* count(n: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let i = 0; i < n; i++) {
      log.push(`pull ${i}`);
      yield i;
    }
  } finally {
    log.push('closed');
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const item of source) out.push(item);
  return out;
}

describe('mapOrdered', () => {
  it('keeps the order although later items finish first', async () => {
    const out = await collect(
      mapOrdered(count(6), 3, async (i) => {
        await later(10 - i);
        return i * 10;
      }),
    );
    expect(out).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('never holds more than the bound', async () => {
    let active = 0;
    let most = 0;
    const source = mapOrdered(count(20), 4, async (i) => {
      active++;
      most = Math.max(most, active);
      await later(2);
      active--;
      return i;
    });
    await collect(source);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('stops pulling while nobody consumes', async () => {
    const log: string[] = [];
    const source = mapOrdered(count(100, log), 3, async (i) => i);
    await source.next();
    await later(10);
    expect(log.filter((line) => line.startsWith('pull')).length).toBeLessThanOrEqual(5);
    await source.return();
    expect(log.at(-1)).toBe('closed');
  });

  it('delivers what came before an error, then the error, and closes the source', async () => {
    const log: string[] = [];
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      const source = mapOrdered(count(10, log), 2, async (i) => {
        if (i === 3) throw new Error('third');
        return i;
      });
      for await (const item of source) seen.push(item);
    };
    await expect(run()).rejects.toThrow('third');
    expect(seen).toEqual([0, 1, 2]);
    expect(log.at(-1)).toBe('closed');
  });

  it("passes on the source's own error after its last item", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error('source broke');
    }
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const item of prefetch(broken(), 4)) seen.push(item);
      })(),
    ).rejects.toThrow('source broke');
    expect(seen).toEqual([1]);
  });
});
