import { exitCodes, type ErrorReport } from '../../../preload/contract/errors';
import type { Engine, JobHooks } from '../../../preload/contract/engine';
import { StudioError, isCancelled, toErrorReport } from '../../engine/errors/studio-error';
import { watchInterrupts } from './cancellation';
import { worstExitCode } from './exit-status';
import type { CommandContext, GlobalOptions } from './program';
import { counted } from './report/quantities';
import type { Reporter } from './report/reporter';

/** One input's turn. `hooks` reach the reporter and Ctrl-C. */
export type Turn = (engine: Engine, input: string, hooks: JobHooks, reporter: Reporter) => Promise<void>;

export interface Failure {
  readonly input: string;
  readonly error: ErrorReport;
}

/** Runs `work` with an engine that is disposed whatever happens, and Ctrl-C wired to its signal. */
export async function withEngine<T>(
  context: CommandContext,
  options: GlobalOptions,
  work: (engine: Engine, hooks: JobHooks, reporter: Reporter) => Promise<T>,
): Promise<T> {
  const reporter = context.reporter(options);
  const cancellation = watchInterrupts(context.host, () =>
    reporter.remark('Stopping … (Ctrl-C again ends at once)'),
  );
  const engine = await context.host.createEngine(context.settings(options));
  try {
    return await work(
      engine,
      {
        signal: cancellation.signal,
        onProgress: (progress) => reporter.progress(progress),
        onNotice: (notice) => reporter.notice(notice),
      },
      reporter,
    );
  } catch (error) {
    throw isCancelled(error) ? stopped(error) : error;
  } finally {
    await engine.dispose();
    cancellation.dispose();
    reporter.close();
  }
}

/**
 * Takes every input in turn. Folders are expanded by the engine. A failing input is reported and the next one begins;
 * the exit code is the worst of all. Ctrl-C stops the whole batch.
 */
export async function runBatch(
  context: CommandContext,
  options: GlobalOptions,
  inputs: readonly string[],
  turn: Turn,
): Promise<void> {
  await withEngine(context, options, async (engine, hooks, reporter) => {
    const failures: Failure[] = [];
    const fail = (input: string, cause: unknown) => {
      const error = toErrorReport(isCancelled(cause) ? stopped(cause) : cause);
      failures.push({ input, error });
      reporter.failed(error, { input, cause });
    };
    const files: string[] = [];
    for (const input of inputs) {
      try {
        files.push(...(await engine.listInputs([input])));
      } catch (error) {
        fail(input, error);
      }
    }
    let index = 0;
    let succeeded = 0;
    for (const input of files) {
      if (hooks.signal?.aborted === true) break;
      reporter.started(input, { index: index++, count: files.length });
      try {
        await turn(engine, input, hooks, reporter);
        succeeded++;
      } catch (error) {
        fail(input, error);
      }
    }
    if (hooks.signal?.aborted === true && failures.every(({ error }) => error.code !== 'cancelled')) {
      fail(files[index] ?? inputs[0], stopped(undefined));
    }
    if (files.length > 1 || inputs.length > 1) reportBatch(reporter, succeeded, failures);
    context.finish(worstExitCode(failures.map(({ error }) => exitCodes[error.code])));
  });
}

function reportBatch(reporter: Reporter, succeeded: number, failures: readonly Failure[]): void {
  reporter.result('batch', { succeeded, failures }, (paint) => [
    '',
    failures.length === 0
      ? paint('green', `All ${counted(succeeded, 'input')} done.`)
      : `${counted(succeeded, 'input')} done, ${paint('red', `${failures.length} not`)}:`,
    ...failures.map(({ input, error }) => `  ${input}: ${error.message}`),
  ]);
}

function stopped(cause: unknown): StudioError {
  // The engine knows best what the next run finds; an input that was not begun has nothing to say.
  if (cause instanceof StudioError && cause.code === 'cancelled') return cause;
  return new StudioError('cancelled', 'Stopped; the same command goes on from here.', { cause });
}
