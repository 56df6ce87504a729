import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { isCancelled, StudioError } from '../errors/studio-error';

/**
 * Writes a file under a temporary name beside its own, flushes it and renames it: whoever looks sees the old file, none,
 * or the whole new one. The folder must exist.
 * Errors: `output-folder-missing`, `output-not-writable`, `output-disk-full`.
 */
export async function writeAtomically(file: string, content: string | Uint8Array): Promise<void> {
  await fillAtomically(file, (handle) => handle.writeFile(content));
}

/** The same for a file that is written piece by piece. What `fill` throws takes the temporary file away. */
export async function fillAtomically(
  file: string,
  fill: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const temporary = temporaryBeside(file);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await fill(handle);
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

/** The same for a folder of files; one that is there under the name is replaced. */
export async function fillFolderAtomically(
  folder: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = temporaryBeside(folder);
  try {
    await mkdir(temporary);
    await fill(temporary);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw describeWriteError(error, folder);
  }
}

function temporaryBeside(file: string): string {
  return path.join(
    path.dirname(file),
    `.${path.basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}.part`,
  );
}

/** Creates a folder and those above it. Errors as `writeAtomically`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw describeWriteError(error, folder);
  }
}

/** What the system refused, in words; anything else that went wrong while writing stays what it is. */
function describeWriteError(error: unknown, file: string): unknown {
  if (error instanceof StudioError || error instanceof RangeError || isCancelled(error)) return error;
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
