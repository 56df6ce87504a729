import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JobHooks } from '../../../../preload/contract/engine';
import {
  faceFilesStem,
  type FaceFiles,
  type FacesSnapshot,
  type FaceWish,
} from '../../../../preload/contract/studio/face-files';
import { isCancelled, StudioError, throwIfCancelled, toErrorReport } from '../../errors/studio-error';
import { fillFolderAtomically } from '../../export/write-atomically';
import { filesIn, zipFolder } from '../../export/zip-folder';
import { newId } from '../document/new-id';
import type { StudioClip, StudioClips } from '../studio-clips';

export interface FaceWritingDeps {
  readonly clips: Pick<StudioClips, 'clip'>;
  /** Writes what is wanted of a person; every file's path begins with `base`. */
  readonly write: (
    clip: StudioClip,
    personId: number,
    wish: FaceWish,
    base: string,
    hooks: JobHooks,
  ) => Promise<void>;
  /** The folder in which a folder of files for the input belongs. */
  readonly destination: (input: string, folderId: string | undefined) => Promise<string>;
  /** Has a file made that can be downloaded; gives its resource path. */
  readonly shelve: (name: string, make: (file: string) => Promise<void>) => Promise<string>;
  readonly onChange: () => void;
  /** Told of what failed, for the log. */
  readonly onFailure: (clip: StudioClip, error: unknown) => void;
}

export interface FaceWritingRequest {
  readonly mediaId: string;
  readonly personId: number;
  readonly wish: FaceWish;
  readonly folderId?: string | undefined;
  /** Into an archive to be downloaded, instead of into a folder. */
  readonly download: boolean;
}

/** Writes people's faces as files, one wish at a time; the last one's fate stays to be seen. */
export class FaceWriting {
  private latest: FaceFiles | undefined;
  private folder: string | undefined;
  private running: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(private readonly deps: FaceWritingDeps) {}

  snapshot(): FacesSnapshot {
    return this.latest === undefined ? {} : { latest: this.latest };
  }

  /** @throws StudioError `usage` while another one is being written, or where there is no such person */
  start(request: FaceWritingRequest): { id: string } {
    if (this.running !== undefined) {
      throw new StudioError('usage', 'Files of a face are being written. Wait until they are, or stop that.');
    }
    const clip = this.deps.clips.clip(request.mediaId);
    const person = clip?.project?.people.find(({ id }) => id === request.personId);
    if (clip === undefined || person === undefined) {
      throw new StudioError(
        'usage',
        'There is no such person in this clip, or it is not analysed yet. Wait for the analysis to end.',
      );
    }
    const { mediaId, personId } = request;
    const id = newId('e');
    const named = clip.people.find((one) => one.id === personId)?.name ?? person.name;
    const stem = faceFilesStem(path.basename(clip.input), named);
    const abort = new AbortController();
    const tell = (status: FaceFiles['status']): void => {
      this.latest = { id, mediaId, personId, status };
      this.deps.onChange();
    };
    this.folder = undefined;
    tell({ state: 'running', done: 0, total: 0 });
    const hooks: JobHooks = {
      signal: abort.signal,
      onProgress: ({ done, total }) => {
        if (!abort.signal.aborted) tell({ state: 'running', done, total });
      },
    };
    const ended = this.write(clip, request, stem, hooks)
      .then(tell, (error: unknown) => {
        if (isCancelled(error)) return tell({ state: 'cancelled' });
        this.deps.onFailure(clip, error);
        tell({ state: 'failed', error: toErrorReport(error) });
      })
      .finally(() => {
        this.running = undefined;
      });
    this.running = { abort, ended };
    return { id };
  }

  /** Nothing of what is cancelled stays. */
  cancel(id: string): void {
    if (this.latest?.id === id) this.running?.abort.abort();
  }

  /** Where the files lie. @throws StudioError `usage` where they lie in no folder */
  folderOf(id: string): string {
    if (this.latest?.id === id && this.folder !== undefined) return this.folder;
    throw new StudioError('usage', 'These files lie in no folder that is still known.');
  }

  async dispose(): Promise<void> {
    this.running?.abort.abort();
    await this.running?.ended;
  }

  private async write(
    clip: StudioClip,
    { personId, wish, folderId, download }: FaceWritingRequest,
    stem: string,
    hooks: JobHooks,
  ): Promise<FaceFiles['status']> {
    const fill = async (folder: string): Promise<{ files: number; bytes: number }> => {
      await this.deps.write(clip, personId, wish, path.join(folder, stem), hooks);
      throwIfCancelled(hooks.signal);
      const files = await filesIn(folder);
      return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    };
    const folderName = `${stem}-face`;
    let size = { files: 0, bytes: 0 };
    if (download) {
      const name = `${folderName}.zip`;
      const shelved = await this.deps.shelve(name, async (file) => {
        const folder = `${file}.files`;
        await mkdir(folder);
        size = await fill(folder);
        await zipFolder(folder, file);
        await rm(folder, { recursive: true });
      });
      return { state: 'done', folderName, ...size, download: { path: shelved, name } };
    }
    const parent = await this.deps.destination(clip.input, folderId);
    const folder = await freeFolder(parent, folderName);
    await fillFolderAtomically(folder, async (temporary) => {
      size = await fill(temporary);
    });
    this.folder = folder;
    return { state: 'done', folderName: path.basename(folder), ...size };
  }
}

/** A path in the folder at which nothing lies, numbered from 2 where needed. */
async function freeFolder(parent: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = path.join(parent, number === 1 ? name : `${name}-${number}`);
    const isTaken = await stat(folder).then(
      () => true,
      () => false,
    );
    if (!isTaken) return folder;
  }
}
