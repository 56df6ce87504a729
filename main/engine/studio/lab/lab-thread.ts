import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EngineSettings, JobHooks } from '../../../../preload/contract/engine';
import type { ErrorReport } from '../../../../preload/contract/errors';
import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { LabRequest, LabSummary } from '../../../../preload/contract/lab';
import { fromErrorReport, StudioError } from '../../errors/studio-error';
import { packageRoot } from '../../models/package-root';

export type LabReply =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'done'; readonly summary: LabSummary }
  | { readonly type: 'failed'; readonly error: ErrorReport };

/**
 * Runs the lab beside the studio: fits and measures are work for a thread, and the studio's own would stand still under
 * it. Its inference workers leave a core to what the user does meanwhile. Settles once the thread has let go of its files.
 */
export function runLabInThread(
  settings: EngineSettings,
  request: LabRequest,
  { signal, onProgress, onNotice }: JobHooks,
): Promise<LabSummary> {
  const workers = Math.max(1, (settings.workers ?? Math.min(4, availableParallelism())) - 1);
  const thread = new Worker(path.join(packageRoot(), 'dist', 'lab-worker.js'), {
    workerData: { settings: { ...settings, workers }, request },
    name: 'lab',
  });
  const stop = (): void => thread.postMessage('stop');
  return new Promise<LabSummary>((resolve, reject) => {
    let outcome: Extract<LabReply, { type: 'done' | 'failed' }> = {
      type: 'failed',
      error: { code: 'internal', message: 'The lab ended without a word. Try again.' },
    };
    thread.on('message', (reply: LabReply) => {
      if (reply.type === 'progress') onProgress?.(reply.progress);
      else if (reply.type === 'notice') onNotice?.(reply.notice);
      else outcome = reply;
    });
    thread.on('error', (error: unknown) => {
      outcome = { type: 'failed', error: { code: 'internal', message: String(error) } };
    });
    thread.on('exit', () => {
      if (outcome.type === 'done') resolve(outcome.summary);
      else
        reject(
          signal?.aborted === true
            ? new StudioError('cancelled', 'Cancelled.')
            : fromErrorReport(outcome.error),
        );
    });
    signal?.addEventListener('abort', stop);
    if (signal?.aborted === true) stop();
  }).finally(() => signal?.removeEventListener('abort', stop));
}
