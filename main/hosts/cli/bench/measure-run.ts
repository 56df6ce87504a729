import { enhanceSummarySchema, type EnhanceSummary } from '../../../../preload/contract/jobs';
import { measureFacet } from '../../../engine/lab/memory/measured-process';

export interface MeasuredRun {
  readonly summary: EnhanceSummary;
  /** Of the process, start-up and analysis included, seconds. */
  readonly wallSeconds: number;
  readonly peakBytes: number;
}

/** Runs `facet enhance` in a process of its own: see `measureFacet`. */
export async function measureEnhance(
  input: string,
  output: string,
  extra: readonly string[],
  signal: AbortSignal | undefined,
): Promise<MeasuredRun> {
  const args = ['enhance', input, '-o', output, '--overwrite', '--fresh', ...extra];
  const { result, wallSeconds, peakBytes } = await measureFacet(args, signal);
  return { summary: enhanceSummarySchema.parse(result), wallSeconds, peakBytes };
}
