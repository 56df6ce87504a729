import { spawn } from 'node:child_process';
import path from 'node:path';
import { enhanceSummarySchema, type EnhanceSummary } from '../../../../preload/contract/jobs';
import { fromErrorReport, StudioError } from '../../../engine/errors/studio-error';
import { errorReportSchema } from '../../../../preload/contract/errors';
import { packageRoot } from '../../../engine/models/package-root';
import { memoryOfTree } from './process-memory';

export interface MeasuredRun {
  readonly summary: EnhanceSummary;
  /** From the start of the process to its end, seconds: start-up and analysis included. */
  readonly wallSeconds: number;
  /** Highest memory of the process and its children together, bytes: see `memoryOfTree`. */
  readonly peakBytes: number;
}

const pollMilliseconds = 100;

/** Runs `facet enhance --json` as a user would, in a process of its own, and watches its memory. */
export async function measureEnhance(
  input: string,
  output: string,
  extra: readonly string[],
  signal: AbortSignal | undefined,
): Promise<MeasuredRun> {
  const facet = path.join(packageRoot(), 'dist', 'facet.js');
  const started = performance.now();
  const args = ['enhance', input, '-o', output, '--json', '--overwrite', '--fresh', ...extra];
  const child = spawn(process.execPath, [facet, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(signal === undefined ? {} : { signal }),
  });
  let peakBytes = 0;
  const timer = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, memoryOfTree(child.pid));
  }, pollMilliseconds);
  let last = '';
  let pending = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    last = lines.findLast((line) => /^\{"type":"(result|failed)"/.test(line)) ?? last;
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', () => resolve());
    });
  } finally {
    clearInterval(timer);
  }
  return { summary: readOutcome(last), wallSeconds: (performance.now() - started) / 1000, peakBytes };
}

function readOutcome(line: string): EnhanceSummary {
  const outcome = line === '' ? {} : (JSON.parse(line) as { result?: unknown; error?: unknown });
  const summary = enhanceSummarySchema.safeParse(outcome.result);
  if (summary.success) return summary.data;
  const error = errorReportSchema.safeParse(outcome.error);
  throw error.success
    ? fromErrorReport(error.data)
    : new StudioError('internal', 'facet enhance ended without a result; run it alone to see why.');
}
