import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { open, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import type { LibraryHooks } from '../../../preload/contract/model-library';
import { isAbortError, StudioError, throwIfCancelled } from '../errors/studio-error';
import { describeCopyError, type CopiedFile } from './copy-model';

export interface FileToFetch {
  readonly url: string;
  /** Grows as bytes arrive, and stays where the line breaks. Beside it `.from` says which file on the server it is. */
  readonly partial: string;
  /** Where they are known. */
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
}

/** A line on which nothing arrives for so long is dead. */
const silenceSeconds = 30;
/** A broken line is taken up again so often without a new byte. */
const mostFailures = 3;

/** What of the server's file a partial one is the beginning of. */
interface Origin {
  readonly url: string;
  /** A strong ETag or the date of the last change. */
  readonly validator: string | undefined;
}

/**
 * Fetches a file into `partial`, going on where an earlier attempt broke off (RFC 9110, range requests with If-Range: a
 * server whose file has changed sends it from its beginning), and checks size and hash.
 * Errors: `download-failed` (what arrived is kept), `model-corrupt` (it is removed), `cancelled` (kept), and those of
 * writing.
 */
export async function fetchFile(wanted: FileToFetch, hooks: LibraryHooks): Promise<CopiedFile> {
  let failures = 0;
  for (;;) {
    const before = await sizeOfPartial(wanted.partial);
    try {
      await fetchRest(wanted, before, hooks);
      break;
    } catch (error) {
      throwIfCancelled(hooks.signal);
      if (!(error instanceof LineBroke)) throw error;
      failures = (await sizeOfPartial(wanted.partial)) > before ? 1 : failures + 1;
      if (failures >= mostFailures) throw error.report;
      await pause(
        failures * 300,
        undefined,
        hooks.signal === undefined ? {} : { signal: hooks.signal },
      ).catch(() => throwIfCancelled(hooks.signal));
    }
  }
  return verify(wanted, hooks);
}

/** The connection failed or ended early: worth another attempt. */
class LineBroke extends Error {
  constructor(readonly report: StudioError) {
    super(report.message);
  }
}

async function fetchRest(wanted: FileToFetch, have: number, hooks: LibraryHooks): Promise<void> {
  const { url, partial, bytes } = wanted;
  if (bytes !== undefined && have === bytes) return;
  const origin = await readOrigin(partial);
  // Without a validator the rest could be that of another file; the hash would tell, but only at the end.
  const resumable =
    have > 0 && origin?.url === url && (origin.validator !== undefined || wanted.sha256 !== undefined);
  const dead = new AbortController();
  const signal = hooks.signal === undefined ? dead.signal : AbortSignal.any([hooks.signal, dead.signal]);
  let timer: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => dead.abort(), silenceSeconds * 1000);
  };
  alive();
  let file: FileHandle | undefined;
  try {
    const response = await request(url, resumable ? have : 0, origin?.validator, signal);
    if (response === 'whole') return;
    const goesOn = response.status === 206;
    const start = goesOn ? have : 0;
    const announced = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isFinite(announced) ? start + announced : bytes;
    if (bytes !== undefined && Number.isFinite(announced) && total !== bytes) {
      await response.body?.cancel();
      throw new StudioError(
        'model-corrupt',
        `${url} is ${total} bytes long, and ${bytes} were expected: it is another file. Nothing was kept.`,
      );
    }
    if (!goesOn) await writeOrigin(partial, { url, validator: validatorOf(response) });
    file = await open(partial, goesOn ? 'a' : 'w');
    let received = start;
    hooks.onBytes?.(received, total);
    for await (const chunk of response.body ?? []) {
      alive();
      received += (chunk as Uint8Array).length;
      if (bytes !== undefined && received > bytes) break;
      await file.write(chunk as Uint8Array);
      hooks.onBytes?.(received, total);
    }
    await file.sync();
    if (total !== undefined && received < total) {
      throw new LineBroke(
        failed(
          url,
          `the line broke after ${received} of ${total} bytes`,
          'Fetch it again to go on from there',
        ),
      );
    }
  } catch (error) {
    throwIfCancelled(hooks.signal);
    throw explain(error, url, partial);
  } finally {
    clearTimeout(timer);
    await file?.close();
  }
}

/** @returns the response, or `whole` where the server says that there is no more to come */
async function request(
  url: string,
  from: number,
  validator: string | undefined,
  signal: AbortSignal,
): Promise<Response | 'whole'> {
  // Compressed on the way, the bytes would not be those of the range.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (from > 0) {
    headers.range = `bytes=${from}-`;
    if (validator !== undefined) headers['if-range'] = validator;
  }
  const response = await fetch(url, { headers, signal, redirect: 'follow' });
  if (response.status === 416 && from > 0) {
    await response.body?.cancel();
    const total = Number(/\*\/(\d+)/.exec(response.headers.get('content-range') ?? '')?.[1]);
    if (total === from) return 'whole';
    return request(url, 0, undefined, signal);
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    const why = `the server answered ${response.status} ${response.statusText}`.trim();
    const report = failed(url, why, 'The file may have moved: look at the model’s page');
    throw response.status >= 500 ? new LineBroke(report) : report;
  }
  const begins = Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]);
  if (response.status === 206 && begins !== from) {
    await response.body?.cancel();
    throw failed(url, 'the server sent another part than was asked for', 'Try again later');
  }
  return response;
}

async function verify(
  { url, partial, bytes, sha256 }: FileToFetch,
  hooks: LibraryHooks,
): Promise<CopiedFile> {
  const size = await sizeOfPartial(partial);
  const found = await hashOf(partial, createHash('sha256'), hooks.signal);
  const wrongSize = bytes !== undefined && size !== bytes;
  if (wrongSize || (sha256 !== undefined && found !== sha256)) {
    await removePartial(partial);
    const what = wrongSize ? `${size} bytes instead of ${bytes}` : `sha256 ${found}, expected ${sha256}`;
    throw new StudioError(
      'model-corrupt',
      `What came from ${url} is not the file that was promised (${what}). It was removed.`,
      { details: { url, found, ...(sha256 === undefined ? {} : { expected: sha256 }) } },
    );
  }
  return { bytes: size, sha256: found };
}

async function hashOf(file: string, hash: Hash, signal: AbortSignal | undefined): Promise<string> {
  for await (const chunk of createReadStream(file)) {
    throwIfCancelled(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

export async function sizeOfPartial(partial: string): Promise<number> {
  return (await stat(partial).catch(() => undefined))?.size ?? 0;
}

export async function removePartial(partial: string): Promise<void> {
  await rm(partial, { force: true });
  await rm(originFile(partial), { force: true });
}

function originFile(partial: string): string {
  return `${partial}.from`;
}

async function readOrigin(partial: string): Promise<Origin | undefined> {
  try {
    const [url, validator = ''] = (await readFile(originFile(partial), 'utf8')).split('\n');
    return { url, validator: validator === '' ? undefined : validator };
  } catch {
    return undefined;
  }
}

async function writeOrigin(partial: string, { url, validator }: Origin): Promise<void> {
  await writeFile(originFile(partial), `${url}\n${validator ?? ''}`);
}

/** Weak ETags do not promise the same bytes. */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  if (etag !== null && !etag.startsWith('W/')) return etag;
  return headers.get('last-modified') ?? undefined;
}

function explain(error: unknown, url: string, partial: string): unknown {
  if (error instanceof StudioError || error instanceof LineBroke) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EACCES') return describeCopyError(error, partial);
  const reason = isAbortError(error) ? `nothing came for ${silenceSeconds} s` : reasonOf(error);
  return new LineBroke(
    failed(url, reason, 'Check the connection and fetch it again; what has arrived is kept'),
  );
}

/** `fetch` says "fetch failed" and keeps the reason to itself. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'its server cannot be found: this computer may be offline';
  return message || String(cause);
}

function failed(url: string, why: string, remedy: string): StudioError {
  return new StudioError('download-failed', `${url} could not be fetched: ${why}. ${remedy}.`);
}
