import { errorReportSchema, type ErrorReport } from '../../preload/contract/errors';
import { errorStrings } from '../strings/error-strings';
import { errorTitle, errorRemedy } from '../strings/error-texts';
import { useToasts } from './toasts';

/** Whatever was thrown, as the report that every error of the studio is. */
export function toErrorReport(thrown: unknown): ErrorReport {
  const parsed = errorReportSchema.safeParse(thrown);
  if (parsed.success) return parsed.data;
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Whether it was the user's own doing and needs no message. */
export function isCancelled(thrown: unknown): boolean {
  return (
    (thrown instanceof DOMException && thrown.name === 'AbortError') ||
    toErrorReport(thrown).code === 'cancelled'
  );
}

/** The text that "Copy details" puts on the clipboard. */
export function errorDetails(error: ErrorReport): string {
  const details = error.details === undefined ? '' : `\n${JSON.stringify(error.details, null, 2)}`;
  return `${error.code}: ${error.message}${details}`;
}

/** The one way by which a failure reaches the user outside of the panel it belongs to. */
export function reportError(thrown: unknown): void {
  if (isCancelled(thrown)) return;
  const error = toErrorReport(thrown);
  const words = errorStrings.now();
  useToasts.getState().show({
    tone: 'error',
    title: errorTitle(error.code, words),
    detail: [error.message, errorRemedy(error.code, words)].filter(Boolean).join(' '),
    actions: [
      {
        label: words.copyDetails,
        run: () => void navigator.clipboard.writeText(errorDetails(error)).catch(() => undefined),
      },
    ],
  });
}

/** Lets a call run and reports its failure. */
export function attempt(call: Promise<unknown>): void {
  call.catch(reportError);
}
