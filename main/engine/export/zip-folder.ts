import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeStoredZip } from './stored-zip';
import { fillAtomically } from './write-atomically';

/**
 * Puts all files of a folder, and of those in it, into an uncompressed ZIP archive; one small buffer is held for each.
 * @param folder its files' names are ASCII, and nothing writes to it meanwhile
 * Errors: those of `fillAtomically`.
 */
export async function zipFolder(folder: string, file: string): Promise<void> {
  const entries = await filesIn(folder);
  await fillAtomically(file, (handle) =>
    writeStoredZip(handle, entries, async (sections) => {
      for (const [name, section] of sections) {
        for await (const bytes of createReadStream(path.join(folder, name))) {
          await section.append(bytes as Buffer);
        }
      }
    }),
  );
}

/** Every file of a folder and of those in it, by its path from there with slashes; sorted. */
export async function filesIn(folder: string): Promise<{ name: string; bytes: number }[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      name: path.relative(folder, file).replaceAll(path.sep, '/'),
      bytes: (await stat(file)).size,
    })),
  );
}
