import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { manifestSchema, type Manifest, type ModelEntry } from './manifest';
import { packageRoot } from './package-root';

/** A model whose file has the manifest's hash. */
export interface VerifiedModel {
  readonly entry: ModelEntry;
  /** Absolute path of the weights. */
  readonly path: string;
}

/** A line of `facet models`. */
export interface ModelStatus {
  readonly entry: ModelEntry;
  readonly path: string;
  readonly bytes: number;
  readonly state: 'ok' | 'missing' | 'corrupt';
}

/** path -> `size:mtime` and digest: a file is hashed once a process unless it changes. */
const digests = new Map<string, { readonly stamp: string; readonly sha256: Promise<string> }>();

/** The models of one folder with a manifest.json. Cheap to create; files are read and hashed on first use. */
export class ModelStore {
  readonly folder: string;
  #manifest: Promise<Manifest> | undefined;

  /** @param folder holds manifest.json; native-models of the installed program by default */
  constructor(folder?: string) {
    this.folder = path.resolve(folder ?? path.join(packageRoot(), 'native-models'));
  }

  /** Every model of the manifest, in its order. Errors: `model-missing`, `model-corrupt` (of the manifest). */
  async entries(): Promise<readonly ModelEntry[]> {
    return (await this.#readManifest()).models;
  }

  async has(idOrJob: string): Promise<boolean> {
    return pick(await this.entries(), idOrJob) !== undefined;
  }

  /**
   * The model with this id, or else the first for this job, its file checked against the manifest's hash.
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
    const file = this.#fileOf(entry);
    const digest = await digestOf(file);
    if (digest === undefined) {
      throw new StudioError(
        'model-missing',
        `The weights of ${entry.id} are not at ${file}. Reinstall the program, or restore that file.`,
      );
    }
    if (digest !== entry.sha256) {
      throw new StudioError(
        'model-corrupt',
        `${file} is not the file the manifest describes (sha256 ${digest.slice(0, 12)}…, expected ` +
          `${entry.sha256.slice(0, 12)}…). Replace it by the original, or reinstall the program.`,
        { details: { file, expected: entry.sha256, found: digest } },
      );
    }
    return { entry, path: file };
  }

  /** Checks every file. Throws only when the manifest itself cannot be read. */
  async list(): Promise<ModelStatus[]> {
    const entries = await this.entries();
    return Promise.all(
      entries.map(async (entry): Promise<ModelStatus> => {
        const file = this.#fileOf(entry);
        const digest = await digestOf(file);
        if (digest === undefined) return { entry, path: file, bytes: 0, state: 'missing' };
        const { size } = await stat(file);
        return { entry, path: file, bytes: size, state: digest === entry.sha256 ? 'ok' : 'corrupt' };
      }),
    );
  }

  #manifestFile(): string {
    return path.join(this.folder, 'manifest.json');
  }

  #fileOf(entry: ModelEntry): string {
    return path.join(this.folder, entry.file);
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

function pick(entries: readonly ModelEntry[], idOrJob: string): ModelEntry | undefined {
  return entries.find((entry) => entry.id === idOrJob) ?? entries.find((entry) => entry.job === idOrJob);
}

function corruptManifest(file: string, why: string, cause: unknown): StudioError {
  return new StudioError(
    'model-corrupt',
    `The list of models ${file} does not make sense (${why}). Reinstall the program.`,
    { cause },
  );
}

/** sha256 of a file, or undefined where there is none. */
async function digestOf(file: string): Promise<string | undefined> {
  let info: Stats;
  try {
    info = await stat(file);
  } catch {
    return undefined;
  }
  if (!info.isFile()) return undefined;
  const stamp = `${info.size}:${info.mtimeMs}`;
  const known = digests.get(file);
  if (known?.stamp === stamp) return known.sha256;
  const sha256 = hashFile(file);
  digests.set(file, { stamp, sha256 });
  sha256.catch(() => digests.delete(file));
  return sha256;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
