import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const windowBytes = 1 << 20;

/**
 * Content fingerprint of a file that may be many gigabytes: SHA-256 over its length and three 1 MiB windows (start,
 * middle, end). Two takes of one camera differ in all three; a copy or a rename of the same file does not.
 */
export async function fingerprintFile(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256').update(`${size}\n`);
    const starts = new Set([
      0,
      Math.max(0, Math.floor((size - windowBytes) / 2)),
      Math.max(0, size - windowBytes),
    ]);
    const buffer = Buffer.alloc(windowBytes);
    for (const start of starts) {
      const { bytesRead } = await file.read(buffer, 0, windowBytes, start);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** Short stable name of any JSON value: the first 16 hex digits of the SHA-256 of its canonical text. */
export function contentKey(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}

/** JSON with object keys sorted, so that equal values have equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
