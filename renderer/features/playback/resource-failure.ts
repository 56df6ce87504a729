import { errorReportSchema, type ErrorCode } from '../../../preload/contract/errors';

/** A resource that was not given, as the engine said it. */
export class ResourceFailure extends Error {
  constructor(
    /** Of HTTP; 0 where the connection failed. */
    readonly status: number,
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ResourceFailure';
  }

  /** The item has moved on (409) or is not analysed yet (425): nothing is wrong, the next snapshot brings a new address. */
  get isNotYet(): boolean {
    return this.status === 409 || this.status === 425;
  }
}

/** Fetches a resource whole. Rejects with a `ResourceFailure`, or an AbortError where the signal says so. */
export async function fetchResource(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ResourceFailure(0, 'internal', 'The engine did not answer.', { cause });
  }
  if (response.ok) return response;
  const body = await response.text().catch(() => '');
  const report = errorReportSchema.safeParse(parseJson(body));
  const { code, message } = report.success
    ? report.data
    : { code: 'internal' as const, message: `The engine answered ${response.status}.` };
  throw new ResourceFailure(response.status, code, message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
