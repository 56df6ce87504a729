import type { ErrorCode, ErrorReport } from '../../preload/contract/errors';

/** What a failed call rejects with: code, message and details as the engine gave them. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(report: ErrorReport) {
    super(report.message);
    this.code = report.code;
    this.details = report.details;
  }
}

/** Turns anything thrown into a report for an error view. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof RemoteError) {
    const { code, message, details } = error;
    return { code, message, ...(details === undefined ? {} : { details }) };
  }
  if (error instanceof DOMException && error.name === 'AbortError') {
    return { code: 'cancelled', message: 'Cancelled.' };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
