/**
 * Maps a stream with at most `concurrency` items in work and yields the results in order.
 *
 * The source is pulled in the background while the consumer is busy, so stages overlap; at most `concurrency` items
 * (being mapped, or mapped and not yet taken) exist at a time, which is the back-pressure. An error of the source or
 * of `map` reaches the consumer in its place in the order. When the consumer returns early, no further item is
 * pulled, the items in work are awaited and the source's own clean-up runs before the generator ends.
 */
export async function* mapOrdered<T, U>(
  source: AsyncIterable<T>,
  concurrency: number,
  map: (item: T) => Promise<U>,
): AsyncGenerator<U, void, undefined> {
  if (!(concurrency >= 1))
    throw new RangeError(`mapOrdered: concurrency must be at least 1, got ${concurrency}`);
  const iterator = source[Symbol.asyncIterator]();
  const queue: Promise<U>[] = [];
  let ended = false;
  let stopped = false;
  let sourceFailure: { error: unknown } | undefined;
  let wakeConsumer: () => void = noop;
  let wakePump: () => void = noop;

  const pump = async (): Promise<void> => {
    try {
      while (!stopped) {
        if (queue.length >= concurrency) {
          await new Promise<void>((resolve) => (wakePump = resolve));
          continue;
        }
        const next = await iterator.next();
        if (next.done === true) break;
        const result = map(next.value);
        void result.catch(noop); // the consumer sees it in its turn; this only keeps Node from calling it unhandled
        queue.push(result);
        wakeConsumer();
      }
    } catch (error) {
      sourceFailure = { error };
    } finally {
      ended = true;
      wakeConsumer();
    }
  };

  const pumping = pump();
  try {
    for (;;) {
      const head = queue[0];
      if (head === undefined) {
        if (ended) break;
        await new Promise<void>((resolve) => (wakeConsumer = resolve));
        continue;
      }
      const value = await head;
      void queue.shift();
      wakePump();
      yield value;
    }
    if (sourceFailure !== undefined) throw sourceFailure.error;
  } finally {
    stopped = true;
    wakePump();
    await Promise.allSettled(queue);
    await pumping;
    await Promise.allSettled(queue); // what the pump started while it was being stopped
    await iterator.return?.();
  }
}

/** Keeps up to `depth` items ready ahead of the consumer. */
export function prefetch<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T, void, undefined> {
  return mapOrdered(source, depth, async (item) => item);
}

function noop(): void {
  // nothing to wake
}
