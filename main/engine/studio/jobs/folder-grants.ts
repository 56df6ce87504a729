import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { FolderGrant } from '../../../../preload/contract/studio/machine';
import { StudioError } from '../../errors/studio-error';
import { readStateFile, StateWriter } from '../document/state-file';

const grantsSchema = z.array(z.object({ id: z.string(), path: z.string() }));
const mostGrants = 50;

/**
 * Folders that the user chose in a dialog, by an id that stands for each: the renderer holds ids, never paths. Kept in
 * the data folder, so that an id outlives the engine's process.
 */
export class FolderGrants {
  private grants: z.infer<typeof grantsSchema> = [];
  private readonly writer: StateWriter;

  private constructor(file: string) {
    this.writer = new StateWriter({
      content: () => ({ file, value: this.grants }),
      delayMilliseconds: 100,
      onFailure: () => undefined, // the grant holds for this run all the same
    });
  }

  static async start(dataFolder: string): Promise<FolderGrants> {
    const file = path.join(dataFolder, 'folders.json');
    const folders = new FolderGrants(file);
    const read = await readStateFile(file, grantsSchema);
    if (read.state === 'ok') folders.grants = read.value;
    return folders;
  }

  /** @throws StudioError `output-folder-missing` */
  async grant(folder: string): Promise<FolderGrant> {
    const resolved = path.resolve(folder);
    const isFolder = await stat(resolved).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      throw new StudioError('output-folder-missing', `${resolved} is not a folder. Choose another one.`);
    }
    const id = `f${createHash('sha256').update(resolved).digest('base64url').slice(0, 20)}`;
    this.grants = [{ id, path: resolved }, ...this.grants.filter((other) => other.id !== id)].slice(
      0,
      mostGrants,
    );
    this.writer.schedule();
    return { id, name: path.basename(resolved) || resolved };
  }

  /** @throws StudioError `usage` for an id that was not given out */
  path(id: string): string {
    const grant = this.grants.find((other) => other.id === id);
    if (grant === undefined)
      throw new StudioError('usage', 'That folder is no longer known. Choose it again.');
    return grant.path;
  }

  async flush(): Promise<void> {
    await this.writer.flush();
  }
}
