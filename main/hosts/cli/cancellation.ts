import { exitCodes } from '../../../preload/contract/errors';
import type { CliHost } from './cli-host';

/** How long after Ctrl-C an engine that does not come to rest is left behind. */
const patienceMilliseconds = 5000;

export interface Cancellation {
  readonly signal: AbortSignal;
  dispose(): void;
}

/**
 * Ctrl-C: the first aborts the running job, which leaves a state that the same command takes up again; the second
 * ends the process at once.
 */
export function watchInterrupts(host: CliHost, announce: () => void): Cancellation {
  const controller = new AbortController();
  let deadline: NodeJS.Timeout | undefined;
  const unsubscribe = host.onInterrupt(() => {
    if (controller.signal.aborted) {
      host.quit(exitCodes.cancelled);
      return;
    }
    announce();
    deadline = setTimeout(() => host.quit(exitCodes.cancelled), patienceMilliseconds);
    deadline.unref();
    controller.abort();
  });
  return {
    signal: controller.signal,
    dispose: () => {
      clearTimeout(deadline);
      unsubscribe();
    },
  };
}
