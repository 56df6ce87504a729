import { createWriteStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError, throwIfCancelled } from '../errors/studio-error';

/** What the page calls several files that it sends as one (renderer/store/pack-files.ts). */
const packedExtension = '.files.tar';
const block = 512;
/** Type flags of plain files: `0`, or nothing in old archives. */
const plainFile = new Set([0x30, 0]);

export function isPacked(file: string): boolean {
  return file.endsWith(packedExtension);
}

/**
 * Unpacks several files that were sent as one (POSIX ustar, plain files) into a folder beside it; the archive goes.
 * @returns the folder, named as the archive
 * @throws StudioError `input-truncated`, `usage` where a name leads out of the folder
 */
export async function unpackFiles(file: string, signal?: AbortSignal): Promise<string> {
  const folder = file.slice(0, -packedExtension.length);
  const archive = await open(file, 'r');
  try {
    await mkdir(folder);
    const { size } = await archive.stat();
    for (let at = 0; ;) {
      throwIfCancelled(signal);
      const header = await readBlock(archive, at, file);
      if (header[0] === 0) break;
      const name = textAt(header, 0, 100);
      const bytes = Number.parseInt(textAt(header, 124, 12), 8);
      const start = at + block;
      if (!(bytes >= 0) || start + bytes > size) throw cutShort(file);
      // Folders come with the files in them; links and the like are nobody's face model.
      if (plainFile.has(header[156])) await write(archive, start, bytes, placeIn(folder, name));
      at = start + Math.ceil(bytes / block) * block;
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await archive.close();
    await rm(file, { force: true });
  }
  return folder;
}

async function readBlock(archive: FileHandle, at: number, file: string): Promise<Buffer> {
  const header = Buffer.alloc(block);
  const { bytesRead } = await archive.read(header, 0, block, at);
  if (bytesRead < block) throw cutShort(file);
  return header;
}

async function write(archive: FileHandle, start: number, bytes: number, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  const out = createWriteStream(to, { flags: 'wx' });
  if (bytes === 0) await new Promise<void>((resolve) => out.end(resolve));
  else await pipeline(archive.createReadStream({ start, end: start + bytes - 1, autoClose: false }), out);
}

function placeIn(folder: string, name: string): string {
  const place = path.resolve(folder, name);
  if (name !== '' && place.startsWith(folder + path.sep)) return place;
  throw new StudioError('usage', `"${name}" is no name of a file that can be kept here.`);
}

function textAt(header: Buffer, at: number, length: number): string {
  return header
    .toString('utf8', at, at + length)
    .split('\0')[0]
    .trim();
}

function cutShort(file: string): StudioError {
  return new StudioError(
    'input-truncated',
    `${path.basename(file)} arrived cut short. Choose the files again.`,
  );
}
