import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** native-models/convert */
export const convertFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

/** native-models */
export const modelsFolder = join(convertFolder, '..');

/** A file inside an installed npm package of this folder. */
export function packageFile(packageName: string, file: string): string {
  return join(convertFolder, 'node_modules', packageName, file);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads a file and refuses it when it is not the one that was pinned. */
export function readPinned(path: string, expectedSha256: string): Buffer {
  const bytes = readFileSync(path);
  const actual = sha256(bytes);
  if (actual !== expectedSha256) {
    throw new Error(
      `${path} has sha256 ${actual}, expected ${expectedSha256}: install the pinned package version`,
    );
  }
  return bytes;
}
