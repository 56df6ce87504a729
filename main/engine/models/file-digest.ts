import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** path -> `size:mtime` and digest: a file is hashed once a process unless it changes. */
const digests = new Map<string, { readonly stamp: string; readonly sha256: Promise<string> }>();

/** sha256 of a file, lower-case hexadecimal, or undefined where there is none. */
export async function digestOf(file: string): Promise<string | undefined> {
  let info: Stats;
  try {
    info = await stat(file);
  } catch {
    return undefined;
  }
  if (!info.isFile()) return undefined;
  const stamp = `${info.size}:${info.mtimeMs}`;
  const known = digests.get(file);
  if (known?.stamp === stamp) return known.sha256;
  const sha256 = hashFile(file);
  digests.set(file, { stamp, sha256 });
  sha256.catch(() => digests.delete(file));
  return sha256;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
