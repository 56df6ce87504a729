import { mkdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { abandonedDrafts, draftName } from './abandoned-drafts';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint-file';
import { analysisFolder, projectFile, removeIfEmpty } from './project-folder';
import type { Project } from './project-format';

const checkpointFile = 'checkpoint.bin';

export interface DraftOptions {
  /** Names all that shapes the state of a checkpoint. */
  readonly key: string;
  /** Take nothing over from an interrupted run. */
  readonly fresh: boolean;
  /** Told, in a sentence, when what an interrupted run left cannot be used. */
  readonly onUnusable: (message: string) => void;
}

/**
 * An analysis while it is being written. Everything goes to a folder of its own that takes the final name in one
 * rename, so a killed run never leaves a project that looks finished. With its checkpoint, it is where the next run
 * of the same analysis goes on.
 */
export class AnalysisDraft<State> {
  private constructor(
    private readonly projectFolder: string,
    private readonly draftFolder: string,
    private readonly key: string,
    /** Where an interrupted run of the same analysis stood; the draft's files are as they were then. */
    readonly earlier: State | undefined,
    private kept: boolean,
  ) {}

  /** Takes over the draft of a run that was interrupted, or begins an empty one. */
  static async begin<State>(projectFolder: string, options: DraftOptions): Promise<AnalysisDraft<State>> {
    const draftFolder = path.join(projectFolder, draftName(process.pid));
    try {
      await mkdir(projectFolder, { recursive: true });
      const checkpoint = await takeOver<State>(projectFolder, draftFolder, options);
      await mkdir(draftFolder, { recursive: true });
      const found = checkpoint !== undefined;
      return new AnalysisDraft(projectFolder, draftFolder, options.key, checkpoint?.state, found);
    } catch (error) {
      throw new StudioError(
        'output-not-writable',
        `The project folder ${projectFolder} cannot be written (${(error as Error).message}). Name another place with --project.`,
        { cause: error },
      );
    }
  }

  file(name: string): string {
    return path.join(this.draftFolder, name);
  }

  /**
   * From here the next run goes on if this one is interrupted.
   * @param files those that the state speaks of, already on the disk, and their bytes
   */
  async save(state: State, files: Readonly<Record<string, number>>): Promise<void> {
    await writeCheckpoint(this.file(checkpointFile), { key: this.key, files, state });
    this.kept = true;
  }

  /** @param scratch files that the finished analysis has no use for */
  async commit(project: Project, scratch: readonly string[]): Promise<void> {
    await writeFile(this.file(projectFile), `${JSON.stringify(project, null, 1)}\n`);
    const final = path.join(this.projectFolder, analysisFolder);
    await rm(final, { recursive: true, force: true });
    await rename(this.draftFolder, final);
    // Only now: until the rename an interrupted run still needs them.
    for (const name of [checkpointFile, ...scratch]) await rm(path.join(final, name), { force: true });
  }

  /** The run ends early: keeps what the next one can use, else removes the draft and a project folder left empty. */
  async leave(): Promise<void> {
    if (this.kept) return;
    await rm(this.draftFolder, { recursive: true, force: true });
    await removeIfEmpty(this.projectFolder);
  }
}

/** Makes the first usable draft of a run that is no more this run's own, and removes the others. */
async function takeOver<State>(
  projectFolder: string,
  draftFolder: string,
  { key, fresh, onUnusable }: DraftOptions,
): Promise<Checkpoint<State> | undefined> {
  let taken: Checkpoint<State> | undefined;
  for (const left of await abandonedDrafts(projectFolder)) {
    if (fresh || taken !== undefined) {
      await rm(left, { recursive: true, force: true });
      continue;
    }
    // A rename has one winner: two runs that start together never share a draft.
    if (left !== draftFolder && !(await renamed(left, draftFolder))) continue;
    const found = await readCheckpoint<State>(path.join(draftFolder, checkpointFile), key);
    if (typeof found === 'object' && (await cutTo(draftFolder, found.files))) {
      taken = found;
      continue;
    }
    if (found === 'foreign') {
      onUnusable(
        'An interrupted analysis here was of another input, other options or another version; this one begins anew.',
      );
    } else if (found !== 'missing') {
      onUnusable('The interrupted analysis here is damaged; it begins anew.');
    }
    await rm(draftFolder, { recursive: true, force: true });
  }
  return taken;
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Takes from the files what was written after the checkpoint; false where something from before is missing. */
async function cutTo(folder: string, files: Readonly<Record<string, number>>): Promise<boolean> {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, name);
    const size = await stat(file).then(
      (found) => found.size,
      () => -1,
    );
    if (size < bytes) return false;
    await truncate(file, bytes);
  }
  return true;
}
