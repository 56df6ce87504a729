import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { digestOf } from './file-digest';
import { manifestSchema, type Manifest, type ModelEntry } from './manifest';
import { packageRoot } from './package-root';
import { readUserList, userListStamp, type UserList } from './user-list';

/** A model whose file has the manifest's hash. */
export interface VerifiedModel {
  readonly entry: ModelEntry;
  /** Absolute path of the weights. */
  readonly path: string;
}

/** A line of `facet models`. */
export interface ModelStatus {
  readonly entry: ModelEntry;
  /** Came with the program, rather than being the user's own. */
  readonly builtIn: boolean;
  readonly path: string;
  readonly bytes: number;
  readonly state: 'ok' | 'missing' | 'corrupt';
}

/**
 * The models of the program's folder and of the user's, each with a manifest.json. Cheap to create; files are read and
 * hashed on first use. The user's list is read again when it changes, by whichever process.
 */
export class ModelStore {
  readonly folder: string;
  readonly userFolder: string | undefined;
  #manifest: Promise<Manifest> | undefined;
  #user: { readonly stamp: string | undefined; readonly list: Promise<UserList> } | undefined;
  #known = new Map<string, ModelEntry>();

  /**
   * @param folder holds manifest.json; native-models of the installed program by default
   * @param userFolder the user's own; need not exist
   */
  constructor(folder?: string, userFolder?: string) {
    this.folder = path.resolve(folder ?? path.join(packageRoot(), 'native-models'));
    this.userFolder = userFolder === undefined ? undefined : path.resolve(userFolder);
  }

  /** Every model, the built-in ones first. Errors: `model-missing`, `model-corrupt` (of the program's manifest). */
  async entries(): Promise<readonly ModelEntry[]> {
    const entries = [...(await this.#readManifest()).models, ...(await this.#readUser()).entries];
    this.#known = new Map(entries.map((entry) => [entry.id, entry]));
    return entries;
  }

  /** Those that came with the program. */
  async builtIn(): Promise<readonly ModelEntry[]> {
    return (await this.#readManifest()).models;
  }

  /** What is wrong with the user's list; its other models, and the built-in ones, can be used all the same. */
  async problems(): Promise<readonly string[]> {
    await this.#readManifest();
    return (await this.#readUser()).problems;
  }

  /** The user's list as it is on disk. */
  async userList(): Promise<UserList> {
    return this.#readUser();
  }

  /** The entry of an id as it was last read, without reading; for keys of caches. */
  known(id: string): ModelEntry | undefined {
    return this.#known.get(id);
  }

  async has(idOrJob: string): Promise<boolean> {
    return pick(await this.entries(), idOrJob) !== undefined;
  }

  /**
   * The model with this id, or else the first built-in one for this job, its file checked against the manifest's hash.
   * Errors: `model-missing`, `model-corrupt`.
   */
  async resolve(idOrJob: string): Promise<VerifiedModel> {
    const entries = await this.entries();
    const entry = pick(entries, idOrJob);
    if (entry === undefined) {
      throw new StudioError(
        'model-missing',
        `No model "${idOrJob}" in ${this.#manifestFile()}. It lists: ${entries.map((e) => e.id).join(', ')}.`,
      );
    }
    const own = await this.#isUsers(entry);
    const file = this.#fileOf(entry, own);
    const digest = await digestOf(file);
    if (digest === undefined) {
      const remedy = own
        ? 'Remove the model and add it again'
        : 'Reinstall the program, or restore that file';
      throw new StudioError('model-missing', `The weights of ${entry.id} are not at ${file}. ${remedy}.`);
    }
    if (digest !== entry.sha256) {
      const remedy = own
        ? 'Remove the model and add it again'
        : 'Replace it by the original, or reinstall the program';
      throw new StudioError(
        'model-corrupt',
        `${file} is not the file the manifest describes (sha256 ${digest.slice(0, 12)}…, expected ` +
          `${entry.sha256.slice(0, 12)}…). ${remedy}.`,
        { details: { file, expected: entry.sha256, found: digest } },
      );
    }
    return { entry, path: file };
  }

  /** Checks every file. Throws only when the program's own manifest cannot be read. */
  async list(): Promise<ModelStatus[]> {
    const entries = await this.entries();
    return Promise.all(
      entries.map(async (entry): Promise<ModelStatus> => {
        const own = await this.#isUsers(entry);
        const file = this.#fileOf(entry, own);
        const line = { entry, builtIn: !own, path: file };
        const digest = await digestOf(file);
        if (digest === undefined) return { ...line, bytes: 0, state: 'missing' };
        const { size } = await stat(file);
        return { ...line, bytes: size, state: digest === entry.sha256 ? 'ok' : 'corrupt' };
      }),
    );
  }

  #manifestFile(): string {
    return path.join(this.folder, 'manifest.json');
  }

  async #isUsers({ id }: ModelEntry): Promise<boolean> {
    return !(await this.#readManifest()).models.some((entry) => entry.id === id);
  }

  #fileOf(entry: ModelEntry, own: boolean): string {
    return path.join(own ? (this.userFolder ?? '') : this.folder, entry.file);
  }

  async #readUser(): Promise<UserList> {
    const folder = this.userFolder;
    if (folder === undefined) return { file: '', entries: [], raw: [], problems: [], damaged: false };
    const stamp = await userListStamp(folder);
    if (this.#user === undefined || this.#user.stamp !== stamp) {
      const taken = new Set((await this.#readManifest()).models.map(({ id }) => id));
      this.#user = { stamp, list: readUserList(folder, taken) };
    }
    return this.#user.list;
  }

  #readManifest(): Promise<Manifest> {
    this.#manifest ??= this.#parseManifest();
    return this.#manifest;
  }

  async #parseManifest(): Promise<Manifest> {
    const file = this.#manifestFile();
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      throw new StudioError(
        'model-missing',
        `The list of models ${file} cannot be read. Reinstall the program, or correct the models folder.`,
        { cause },
      );
    }
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch (cause) {
      throw corruptManifest(file, 'it is not JSON', cause);
    }
    const parsed = manifestSchema.safeParse(content);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw corruptManifest(file, `${issue.path.join('.')}: ${issue.message}`, parsed.error);
    }
    return parsed.data;
  }
}

/** A job is never done by a model that the user did not name. */
function pick(entries: readonly ModelEntry[], idOrJob: string): ModelEntry | undefined {
  return (
    entries.find((entry) => entry.id === idOrJob) ??
    entries.find((entry) => entry.job === idOrJob && entry.adapter === undefined)
  );
}

function corruptManifest(file: string, why: string, cause: unknown): StudioError {
  return new StudioError(
    'model-corrupt',
    `The list of models ${file} does not make sense (${why}). Reinstall the program.`,
    { cause },
  );
}
