import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';

/**
 * Makes sure `output` may be written without harm: its folder exists and is writable, it is not the input under
 * another name (links included), and nothing is overwritten unasked.
 * @throws StudioError `output-folder-missing`, `output-not-writable`, `output-is-input`, `output-exists`.
 */
export async function checkOutput(input: string, output: string, overwrite: boolean): Promise<void> {
  const folder = path.dirname(path.resolve(output));
  const folderStats = await statOrUndefined(folder);
  if (folderStats === undefined) {
    throw new StudioError(
      'output-folder-missing',
      `The folder ${folder} does not exist. Create it (mkdir -p) or name another.`,
    );
  }
  if (!folderStats.isDirectory()) {
    throw new StudioError(
      'output-folder-missing',
      `${folder} is a file, not a folder. Name another place for the output.`,
    );
  }
  const existing = await statOrUndefined(output);
  if (existing !== undefined) {
    if (existing.isDirectory()) {
      throw new StudioError('output-not-writable', `${output} is a folder. Name a file in it.`);
    }
    if (await isSameFile(input, output, existing)) {
      throw new StudioError(
        'output-is-input',
        `${output} is the input itself. Name another output; the source is never overwritten.`,
      );
    }
    if (!overwrite) {
      throw new StudioError(
        'output-exists',
        `${output} exists already. Name another output or pass --overwrite.`,
      );
    }
  }
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    if (existing !== undefined) await access(output, constants.W_OK);
  } catch (error) {
    throw new StudioError(
      'output-not-writable',
      `Nothing may be written to ${folder}. Change its permissions or name another folder.`,
      { cause: error },
    );
  }
}

async function isSameFile(input: string, output: string, outputStats: Stats): Promise<boolean> {
  const inputStats = await statOrUndefined(input);
  if (inputStats === undefined) return false;
  if (inputStats.ino !== 0 && inputStats.ino === outputStats.ino && inputStats.dev === outputStats.dev)
    return true;
  return (await realpath(input)) === (await realpath(output));
}

async function statOrUndefined(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch {
    return undefined;
  }
}
