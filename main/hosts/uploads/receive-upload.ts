import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../engine/errors/studio-error';
import { safeUploadName } from './upload-name';

export interface UploadLimits {
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes that stay free on the disk, for the analysis and the result. */
  readonly reserveBytes: number;
}

export const uploadLimits: UploadLimits = { fileBytes: 64 * 2 ** 30, reserveBytes: 2 ** 30 };

export interface Upload {
  readonly name: string;
  readonly body: Readable;
  /** Bytes announced; undefined where that is not known. */
  readonly length: number | undefined;
  readonly signal: AbortSignal;
}

/** Free space is looked at again after so many bytes, for others write too. */
const checkEvery = 256 * 2 ** 20;

/**
 * Writes an upload to a folder of its own inside `folder`, under a name ending in .part until it is whole.
 * @returns the file's absolute path
 * @throws StudioError `usage` (too large), `output-disk-full`, `output-not-writable`, `input-truncated`, `cancelled`
 */
export async function receiveUpload(
  folder: string,
  { name, body, length, signal }: Upload,
  limits: UploadLimits = uploadLimits,
): Promise<string> {
  const fileName = safeUploadName(name);
  if ((length ?? 0) > limits.fileBytes) throw tooLarge(fileName, limits);
  const home = path.join(folder, randomBytes(9).toString('base64url'));
  await mkdir(home, { recursive: true }).catch((cause: unknown) => {
    throw new StudioError('output-not-writable', `The folder for uploads ${folder} cannot be made.`, {
      cause,
    });
  });
  const part = path.join(home, `${fileName}.part`);
  const whole = path.join(home, fileName);
  try {
    await checkSpace(folder, length ?? 0, limits);
    const counter = countBytes(fileName, folder, limits);
    await pipeline(body, counter.stream, createWriteStream(part, { flags: 'wx' }), { signal });
    if (length !== undefined && counter.bytes() !== length) throw cutShort(fileName);
    await rename(part, whole);
    return whole;
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw explain(error, fileName, signal);
  }
}

function countBytes(fileName: string, folder: string, limits: UploadLimits) {
  let bytes = 0;
  let checked = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes > limits.fileBytes) return done(tooLarge(fileName, limits));
      if (bytes - checked < checkEvery) return done(null, chunk);
      checked = bytes;
      checkSpace(folder, 0, limits).then(() => done(null, chunk), done);
    },
  });
  return { stream, bytes: () => bytes };
}

async function checkSpace(folder: string, coming: number, { reserveBytes }: UploadLimits): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const left = bavail * bsize - coming;
  if (left >= reserveBytes) return;
  throw new StudioError(
    'output-disk-full',
    `There is not enough free space for it in ${folder}: ${gigabytes(coming + reserveBytes)} are needed, ` +
      `${gigabytes(bavail * bsize)} are free. Free some space and try again.`,
  );
}

function tooLarge(name: string, { fileBytes }: UploadLimits): StudioError {
  return new StudioError('usage', `${name} is too large to upload: ${gigabytes(fileBytes)} is the most.`);
}

function cutShort(name: string): StudioError {
  return new StudioError('input-truncated', `The upload of ${name} broke off. Try again.`);
}

function explain(error: unknown, name: string, signal: AbortSignal): unknown {
  if (error instanceof StudioError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC') {
    return new StudioError('output-disk-full', `The disk is full: ${name} was not kept.`, { cause: error });
  }
  if (signal.aborted || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new StudioError('cancelled', `The upload of ${name} was stopped.`, { cause: error });
  }
  return error;
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
