import type { ErrorCode, ErrorReport } from '../../../preload/contract/errors';

/**
 * The one error class of the engine. `message` says what happened, to which file, and what to do;
 * `code` is what callers branch on.
 */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }
}

/** Turns anything thrown into a report that may cross a process boundary. Foreign errors become `internal`. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof StudioError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  if (isAbortError(error)) return { code: 'cancelled', message: 'Cancelled.' };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Rebuilds the error on the receiving side. */
export function fromErrorReport(report: ErrorReport): StudioError {
  return new StudioError(
    report.code,
    report.message,
    report.details === undefined ? {} : { details: report.details },
  );
}

export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function isCancelled(error: unknown): boolean {
  return isAbortError(error) || (error instanceof StudioError && error.code === 'cancelled');
}

/** Throws `cancelled` once the signal is aborted: for the heads of loops. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new StudioError('cancelled', 'Cancelled.');
}
