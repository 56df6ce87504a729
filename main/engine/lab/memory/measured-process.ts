import { spawn } from 'node:child_process';
import path from 'node:path';
import { errorReportSchema } from '../../../../preload/contract/errors';
import { fromErrorReport, StudioError } from '../../errors/studio-error';
import { packageRoot } from '../../models/package-root';
import { memoryOfTree } from './process-memory';

export interface MeasuredProcess {
  /** What the command printed as its result. */
  readonly result: unknown;
  /** From the start of the process to its end, seconds: start-up included. */
  readonly wallSeconds: number;
  /** Highest memory of the process and its children together, bytes: see `memoryOfTree`. */
  readonly peakBytes: number;
}

const pollMilliseconds = 100;

/**
 * Runs `facet … --json` as a user would, in a process of its own, and watches its memory. Settles once the process is
 * gone, so that what it wrote can be taken away.
 * @param env beside this process's own
 * @throws StudioError the command's own; `cancelled`; `internal` where it ended without a word
 */
export async function measureFacet(
  args: readonly string[],
  signal: AbortSignal | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  const facet = path.join(packageRoot(), 'dist', 'facet.js');
  const started = performance.now();
  const child = spawn(process.execPath, [facet, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
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
      // One that was stopped has an end too.
      child.on('error', (error) => signal?.aborted !== true && reject(error));
      child.on('close', () => resolve());
    });
  } finally {
    clearInterval(timer);
  }
  if (signal?.aborted === true) throw new StudioError('cancelled', 'Cancelled.');
  return { result: resultOf(last, args[0]), wallSeconds: (performance.now() - started) / 1000, peakBytes };
}

function resultOf(line: string, command: string): unknown {
  const outcome = line === '' ? {} : (JSON.parse(line) as { result?: unknown; error?: unknown });
  if (outcome.result !== undefined) return outcome.result;
  const error = errorReportSchema.safeParse(outcome.error);
  throw error.success
    ? fromErrorReport(error.data)
    : new StudioError('internal', `facet ${command} ended without a result; run it alone to see why.`);
}
