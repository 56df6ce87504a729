/** An item and those right before and after it, as far as there are any. */
export interface WithBeside<T> {
  readonly now: T;
  readonly beside: readonly T[];
}

/** Pairs every item of a stream with its neighbours; one item behind the source, and holds three. */
export async function* withBeside<T>(
  source: AsyncIterable<T>,
): AsyncGenerator<WithBeside<T>, void, undefined> {
  let before: T[] = [];
  let now: T[] = [];
  for await (const after of source) {
    for (const item of now) yield { now: item, beside: [...before, after] };
    before = now;
    now = [after];
  }
  for (const item of now) yield { now: item, beside: before };
}
