/** An item and those right before and after it in the order of the stream, as far as there are any. */
export interface WithBeside<T> {
  readonly now: T;
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/**
 * Pairs every item of a stream with its neighbours.
 * @param reach of them on either side; the pairs come that many items behind the source, and twice as many and one are held
 */
export async function* withBeside<T>(
  source: AsyncIterable<T>,
  reach = 1,
): AsyncGenerator<WithBeside<T>, void, undefined> {
  const held: T[] = [];
  let at = 0;
  const next = (): WithBeside<T> => {
    const pair = {
      now: held[at],
      before: held.slice(Math.max(0, at - reach), at),
      after: held.slice(at + 1, at + 1 + reach),
    };
    if (at < reach) at++;
    else held.shift();
    return pair;
  };
  for await (const item of source) {
    held.push(item);
    if (held.length > at + reach) yield next();
  }
  while (at < held.length) yield next();
}
