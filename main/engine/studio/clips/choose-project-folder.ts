import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../../models/package-root';
import { fileExists, loadProject, projectFolderFor } from '../../project/project-folder';

/**
 * Where what is learnt about a clip is kept: beside it, as the command line does, so that both find it; in the data
 * folder where nothing may be written there, where another clip has that name, and for files of the program's own.
 */
export async function chooseProjectFolder(
  input: string,
  dataFolder: string,
  inUse: (folder: string) => boolean,
): Promise<string> {
  const beside = projectFolderFor(input, undefined);
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const ownName = `${path.basename(input, path.extname(input)).slice(0, 60)}-${digest}.facet`;
  const own = path.join(dataFolder, 'analyses', ownName);
  if (isInside(dataFolder, input) || isInside(path.join(packageRoot(), 'assets'), input)) return own;
  if (inUse(beside) || (await isOfAnother(beside, input))) return own;
  return (await isWritable(path.dirname(input))) ? beside : own;
}

export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

export async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** True where the folder holds the analysis of another file that is still there: `talk.mov` beside `talk.mp4`. */
async function isOfAnother(folder: string, input: string): Promise<boolean> {
  try {
    const project = await loadProject(folder);
    if (project === undefined) return false;
    const other = path.basename(project.input.path);
    return other !== path.basename(input) && (await fileExists(path.join(path.dirname(input), other)));
  } catch {
    // Damaged, or of a newer program: not to be written over.
    return true;
  }
}
