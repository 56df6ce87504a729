import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { StudioError } from '../errors/studio-error';

/**
 * Makes sure a path is a readable, non-empty file and returns its size in bytes.
 * @throws StudioError `input-not-found`, `input-unreadable`, `input-empty`.
 */
export async function checkInput(path: string): Promise<number> {
  let bytes: number;
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) {
      throw new StudioError(
        'input-unreadable',
        `${path} is a folder. Name the files in it, or pass it where a folder is expected.`,
      );
    }
    if (!entry.isFile())
      throw new StudioError(
        'input-unreadable',
        `${path} is not a regular file. Save the stream to a file first.`,
      );
    bytes = entry.size;
    await access(path, constants.R_OK);
    // Some file systems grant access() and refuse open().
    await (await open(path, 'r')).close();
  } catch (error) {
    if (error instanceof StudioError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new StudioError('input-not-found', `${path} does not exist. Check the name.`, { cause: error });
    }
    throw new StudioError(
      'input-unreadable',
      code === 'EACCES' || code === 'EPERM'
        ? `${path} may not be read. Change its permissions (chmod u+r) or copy it somewhere you own.`
        : `${path} cannot be read (${code ?? String(error)}).`,
      { cause: error },
    );
  }
  if (bytes === 0)
    throw new StudioError(
      'input-empty',
      `${path} is empty (0 bytes). The copy or download was probably cut off: fetch it again.`,
    );
  return bytes;
}
