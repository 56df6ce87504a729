import type { InferencePool } from '../inference/inference-pool';

/**
 * What work takes, ms: where networks run on the processor its own time, all threads of the program together, which
 * other programs beside do not lengthen; where a GPU does the work the clock's.
 * @returns what went by since
 */
export function startWatch({ provider }: Pick<InferencePool, 'provider'>): () => number {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    if (provider !== 'cpu') return performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
