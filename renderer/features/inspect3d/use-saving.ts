import { useCallback, useEffect, useRef, useState } from 'react';
import { useInspectStrings } from './strings';

/** How the last file fared. */
export interface Outcome {
  readonly tone: 'busy' | 'ok' | 'err';
  readonly text: string;
}

/** How long "saved" stays, milliseconds; an error stays until the next export. */
const lingering = 4000;

/** Makes one file at a time and says how it went; another one cancels the first. */
export function useSaving(): {
  readonly outcome: Outcome | undefined;
  /** @param make gives the file's name once it is saved */
  readonly save: (make: (signal: AbortSignal) => Promise<string>) => void;
} {
  const strings = useInspectStrings();
  const [outcome, setOutcome] = useState<Outcome>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (outcome?.tone !== 'ok') return;
    const timer = setTimeout(() => {
      setOutcome(undefined);
    }, lingering);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const save = useCallback(
    (make: (signal: AbortSignal) => Promise<string>) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      setOutcome({ tone: 'busy', text: strings.exporting });
      make(abort.signal).then(
        (name) => {
          if (!abort.signal.aborted) setOutcome({ tone: 'ok', text: strings.exported(name) });
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          const why = error instanceof Error ? error.message : String(error);
          setOutcome({ tone: 'err', text: strings.exportFailed(why) });
        },
      );
    },
    [strings],
  );
  return { outcome, save };
}
