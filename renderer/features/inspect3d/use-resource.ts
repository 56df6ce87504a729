import { useCallback, useEffect, useState } from 'react';

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
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ key, attempt, result: { state: 'ready', value } });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setLoaded({ key, attempt, result: { state: 'failed', error, retry } });
      },
    );
    return () => {
      abort.abort();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says what `load` loads
  }, [key, attempt, retry]);
  const fresh = loaded?.key === key && loaded?.attempt === attempt;
  return fresh ? loaded.result : { state: 'loading' };
}
