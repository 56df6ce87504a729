import { startTransition, useCallback, useEffect, useState } from 'react';

export type Resource<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown; retry(): void };

/**
 * Loads what belongs to a key, again for another key; what is under way for the old one is aborted.
 * @param key undefined: nothing to load yet
 */
export function useResource<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
): Resource<T> {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ key: string; attempt: number; result: Resource<T> }>();
  const retry = useCallback(() => {
    setAttempt((before) => before + 1);
  }, []);
  useEffect(() => {
    if (key === undefined) return;
    const abort = new AbortController();
    const settle = (result: Resource<T>) => {
      if (abort.signal.aborted) return;
      // What waited for it is much to draw, and is drawn beside what else goes on.
      startTransition(() => setLoaded({ key, attempt, result }));
    };
    load(abort.signal).then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error, retry }),
    );
    return () => {
      abort.abort();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the key says what `load` loads
  }, [key, attempt, retry]);
  const fresh = loaded?.key === key && loaded?.attempt === attempt;
  return fresh ? loaded.result : { state: 'loading' };
}
