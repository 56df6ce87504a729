export interface ByteRange {
  readonly start: number;
  /** Last byte wanted; absent: to the end. */
  readonly end?: number;
}

/**
 * A Range header with one range from a known start, which is all that video elements and downloads send. Anything else
 * (several ranges, a suffix) is answered with the whole, as RFC 9110 allows.
 */
export function parseRange(header: string | undefined): ByteRange | undefined {
  const match = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(header ?? '');
  if (match === null) return undefined;
  const start = Number(match[1]);
  if (match[2] === undefined) return { start };
  const end = Number(match[2]);
  return end < start ? undefined : { start, end };
}
