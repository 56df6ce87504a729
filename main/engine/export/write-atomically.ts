import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';

/**
 * Writes a file under a temporary name beside its own, flushes it and renames it: whoever looks sees the old file, none,
 * or the whole new one. The folder must exist.
 * Errors: `output-folder-missing`, `output-not-writable`, `output-disk-full`.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}.part`,
  );
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw describeWriteError(error, file);
  }
}

/** Creates a folder and those above it. Errors as `writeAtomically`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw describeWriteError(error, folder);
  }
}

function describeWriteError(error: unknown, file: string): StudioError {
  const reason = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const options = { cause: error };
  switch (reason) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new StudioError(
        'output-folder-missing',
        `${path.dirname(file)} is not a folder that exists; ${path.basename(file)} was not written. Create the folder or choose another.`,
        options,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new StudioError(
        'output-disk-full',
        `The disk is full; ${file} was not written. Free some space and run again.`,
        options,
      );
    default:
      return new StudioError(
        'output-not-writable',
        `${file} cannot be written (${reason || String(error)}). Check its permissions or choose another place.`,
        options,
      );
  }
}
