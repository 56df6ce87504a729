import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../errors/studio-error';
import type { LibraryHooks } from '../../../preload/contract/model-library';

/** Bytes and hash of a file that was copied. */
export interface CopiedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Copies a file to a temporary name and hashes it on the way; the caller renames or removes it.
 * Errors: `input-not-found`, `input-unreadable`, `input-empty`, `output-disk-full`, `output-not-writable`, `cancelled`.
 */
export async function copyModel(file: string, to: string, hooks: LibraryHooks): Promise<CopiedFile> {
  const total = await sizeOf(file);
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      hooks.onBytes?.(bytes, total);
      done(null, chunk);
    },
  });
  const options = hooks.signal === undefined ? {} : { signal: hooks.signal };
  try {
    await pipeline(createReadStream(file), count, createWriteStream(to, { flags: 'wx' }), options);
  } catch (error) {
    throw describeCopyError(error, to);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** @throws StudioError of a file that cannot be a model */
export async function sizeOf(file: string): Promise<number> {
  let info;
  try {
    info = await stat(file);
  } catch (cause) {
    throw new StudioError('input-not-found', `There is no file ${file}. Check its name.`, { cause });
  }
  if (!info.isFile()) {
    throw new StudioError('input-unreadable', `${file} is not a file. Name one ending in .onnx.`);
  }
  if (info.size === 0)
    throw new StudioError('input-empty', `${file} is empty. Get it again from its source.`);
  return info.size;
}

/** Turns what writing a large file can meet into errors for people. */
export function describeCopyError(error: unknown, to: string): unknown {
  if (error instanceof StudioError) return error;
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError') return new StudioError('cancelled', 'Cancelled.', { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StudioError('output-disk-full', `The disk is full; ${to} was not written. Free some space.`, {
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EEXIST') {
    return new StudioError('output-not-writable', `${to} cannot be written (${code}). Check the folder.`, {
      cause: error,
    });
  }
  return new StudioError('input-unreadable', `Copying to ${to} failed: ${message}.`, { cause: error });
}

/** Bytes of a file, or of the files in a folder. */
export async function sizeOfAll(place: string): Promise<number> {
  const info = await stat(place);
  if (!info.isDirectory()) return info.size;
  const names = await readdir(place, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => stat(path.join(place, name))));
  return sizes.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
