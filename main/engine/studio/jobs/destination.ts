import path from 'node:path';
import { makeFolder } from '../../export/write-atomically';
import { packageRoot } from '../../models/package-root';
import { isInside, isWritable } from '../clips/choose-project-folder';
import type { StudioParts } from '../studio-parts';

/** The chosen folder, else the input's own, else the studio's: for its sample, for uploads, where nothing may be written. */
export async function destination(
  { folders, dataFolder, resultsFolder }: Pick<StudioParts, 'folders' | 'dataFolder' | 'resultsFolder'>,
  input: string,
  folderId: string | undefined,
): Promise<{ folder: string; owned: boolean }> {
  if (folderId !== undefined) return { folder: folders.path(folderId), owned: false };
  const beside = path.dirname(input);
  const ours = isInside(dataFolder, input) || isInside(path.join(packageRoot(), 'assets'), input);
  if (!ours && (await isWritable(beside))) return { folder: beside, owned: false };
  await makeFolder(resultsFolder);
  return { folder: resultsFolder, owned: true };
}
