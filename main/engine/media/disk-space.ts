import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** Bytes this user may still write in a folder (or its nearest existing parent); Infinity where that cannot be told. */
export async function freeBytes(folder: string): Promise<number> {
  let at = path.resolve(folder);
  for (;;) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch {
      const parent = path.dirname(at);
      if (parent === at) return Infinity;
      at = parent;
    }
  }
}
