import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { isAbandoned } from './abandoned-drafts';
import { ProxyIndex, type ProxyEntry } from './proxy-index';

/** Small pictures of a clip, for dragging through it: one file in the project folder. */
export const proxyFile = 'proxies.bin';
/** Raised whenever the file, or the pictures in it, would come out differently: older ones are made anew. */
export const proxyVersion = 1;

/**
 * Header, little-endian: `FPRX`, version (uint32), pictures (float64), start of the index (float64), the clip's
 * fingerprint (32 bytes), SHA-256 of the index (32 bytes). JPEGs follow, then the index to the end of the file: three
 * float64 a picture, in order of time: microseconds, offset, bytes.
 */
const header = { magic: 'FPRX', version: 4, count: 8, index: 16, fingerprint: 24, digest: 56, bytes: 88 };
const indexColumns = 3;

/** Proxies that can be read, whole or still being made. */
export interface Proxies {
  readonly file: string;
  readonly index: ProxyIndex;
  /** While `file` is about to get another name: settled once it has it. */
  readonly renaming?: Promise<void> | undefined;
}

/**
 * The proxies that an earlier run made of this very clip.
 * @param fingerprint gives the clip's, 64 hex digits; not asked where there is no file of this version
 * @returns undefined where there are none, or the file is cut off, damaged, or of another clip or version
 */
export async function openProxies(
  projectFolder: string,
  fingerprint: () => Promise<string>,
): Promise<Proxies | undefined> {
  const file = path.join(projectFolder, proxyFile);
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const head = await readExactly(handle, 0, header.bytes);
    const isOurs =
      head.toString('latin1', 0, 4) === header.magic &&
      head.readUInt32LE(header.version) === proxyVersion &&
      head.toString('hex', header.fingerprint, header.digest) === (await fingerprint());
    if (!isOurs) return undefined;
    const start = head.readDoubleLE(header.index);
    const bytes = head.readDoubleLE(header.count) * indexColumns * 8;
    if ((await handle.stat()).size !== start + bytes) return undefined;
    const table = await readExactly(handle, start, bytes);
    if (!sha256(table).equals(head.subarray(header.digest, header.bytes))) return undefined;
    const index = new ProxyIndex();
    for (let at = 0; at < bytes; at += indexColumns * 8) {
      const [micros, offset, length] = [0, 8, 16].map((column) => table.readDoubleLE(at + column));
      index.add({ micros, offset, bytes: length });
    }
    return { file, index };
  } catch {
    return undefined; // whatever is wrong with it, making them anew is the remedy
  } finally {
    await handle?.close();
  }
}

/** A proxy's JPEG. Opens and closes the file, so that nobody is kept from removing the folder. */
export async function readProxy(proxies: Proxies, entry: ProxyEntry): Promise<Uint8Array> {
  const { file } = proxies;
  try {
    return await readPart(file, entry);
  } catch (error) {
    await proxies.renaming;
    if (proxies.file === file) throw error;
    return readPart(proxies.file, entry);
  }
}

async function readPart(file: string, { offset, bytes }: ProxyEntry): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    return await readExactly(handle, offset, bytes);
  } finally {
    await handle.close();
  }
}

/** Writes proxies one by one under a name of its own; they can be read at once, and stay once `finish` has renamed it. */
export class ProxyWriter implements Proxies {
  readonly index = new ProxyIndex();
  renaming: Promise<void> | undefined;
  private end = header.bytes;

  private constructor(
    private readonly projectFolder: string,
    public file: string,
    private readonly handle: FileHandle,
    private readonly fingerprint: string,
  ) {}

  /** Makes the folder where there is none, and removes what runs that were killed left in it. */
  static async create(projectFolder: string, fingerprint: string): Promise<ProxyWriter> {
    await mkdir(projectFolder, { recursive: true });
    await removeAbandoned(projectFolder);
    const file = path.join(projectFolder, `proxies-${process.pid}.part`);
    const handle = await open(file, 'w');
    return new ProxyWriter(projectFolder, file, handle, fingerprint);
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.end;
  }

  async append(micros: number, jpeg: Uint8Array): Promise<void> {
    const offset = this.end;
    await writeWhole(this.handle, jpeg, offset);
    this.end += jpeg.length;
    this.index.add({ micros, offset, bytes: jpeg.length });
  }

  /** Brings everything to the disk and gives the file its name. */
  async finish(): Promise<Proxies> {
    const { index } = this;
    const table = Buffer.alloc(index.count * indexColumns * 8);
    index.all().forEach(({ micros, offset, bytes }, row) => {
      [micros, offset, bytes].forEach((value, column) => {
        table.writeDoubleLE(value, (row * indexColumns + column) * 8);
      });
    });
    const head = Buffer.alloc(header.bytes);
    head.write(header.magic, 'latin1');
    head.writeUInt32LE(proxyVersion, header.version);
    head.writeDoubleLE(index.count, header.count);
    head.writeDoubleLE(this.end, header.index);
    head.write(this.fingerprint, header.fingerprint, 'hex');
    head.set(sha256(table), header.digest);
    await writeWhole(this.handle, table, this.end);
    await writeWhole(this.handle, head, 0);
    await this.handle.datasync();
    await this.handle.close();
    const file = path.join(this.projectFolder, proxyFile);
    this.renaming = rename(this.file, file).then(() => {
      this.file = file;
    });
    await this.renaming;
    return { file, index };
  }

  /** Leaves nothing behind; without effect after `finish`. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    if (this.file !== path.join(this.projectFolder, proxyFile)) {
      await rm(this.file, { force: true }).catch(() => undefined);
    }
  }
}

async function removeAbandoned(projectFolder: string): Promise<void> {
  for (const name of await readdir(projectFolder)) {
    const pid = Number(/^proxies-(\d+)\.part$/.exec(name)?.[1]);
    const file = path.join(projectFolder, name);
    if (!Number.isNaN(pid) && (await isAbandoned(file, pid))) await rm(file, { force: true });
  }
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** @throws Error where the file ends before */
async function readExactly(handle: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const out = Buffer.alloc(bytes);
  for (let done = 0; done < bytes;) {
    const { bytesRead } = await handle.read(out, done, bytes - done, position + done);
    if (bytesRead === 0) throw new Error('The file ends early.');
    done += bytesRead;
  }
  return out;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
