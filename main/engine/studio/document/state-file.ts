import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { StudioError } from '../../errors/studio-error';
import { makeFolder, writeAtomically } from '../../export/write-atomically';

/** What reading a state file came to. A damaged one has been renamed to `setAside`. */
export type StateRead<T> =
  | { readonly state: 'none' }
  | { readonly state: 'ok'; readonly value: T }
  | { readonly state: 'damaged'; readonly setAside: string }
  /** Written by a newer program: left as it is, and not to be written over. */
  | { readonly state: 'newer' };

/**
 * Reads a JSON file of the studio's own. One that makes no sense is set aside under another name, so that it is neither
 * lost nor in the way.
 * @param version the newest `version` this program knows; absent for files that have none
 */
export async function readStateFile<S extends z.ZodType>(
  file: string,
  schema: S,
  version?: number,
): Promise<StateRead<z.output<S>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'none' };
    throw new StudioError('input-unreadable', `${file} cannot be read (${(error as Error).message}).`, {
      cause: error,
    });
  }
  const json = parsed(text);
  const found = (json as { version?: unknown } | undefined)?.version;
  if (version !== undefined && typeof found === 'number' && found > version) return { state: 'newer' };
  const checked = schema.safeParse(json);
  if (checked.success) return { state: 'ok', value: checked.data };
  const { dir, name, ext } = path.parse(file);
  const setAside = path.join(dir, `${name}.damaged-${Date.now()}${ext}`);
  await rename(file, setAside);
  return { state: 'damaged', setAside };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes a state file a short while after it was asked to, once for many changes, whole or not at all.
 * Failures go to `onFailure` and are tried again with the next change.
 */
export class StateWriter {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private unsaved = false;

  /** @param content made when it is written; undefined: nothing is to be written */
  constructor(
    private readonly options: {
      readonly content: () => { file: string; value: unknown } | undefined;
      readonly delayMilliseconds: number;
      readonly onSaved?: () => void;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  get isSaved(): boolean {
    return !this.unsaved;
  }

  schedule(): void {
    this.unsaved = true;
    this.timer ??= setTimeout(() => void this.flush(), this.options.delayMilliseconds);
  }

  /** Writes what is unsaved now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unsaved) {
      this.unsaved = false;
      const content = this.options.content();
      if (content !== undefined) {
        const text = `${JSON.stringify(content.value, null, 1)}\n`;
        this.writing = this.writing.then(() => this.write(content.file, text));
      }
    }
    await this.writing;
  }

  private async write(file: string, text: string): Promise<void> {
    try {
      await makeFolder(path.dirname(file));
      await writeAtomically(file, text);
      this.options.onSaved?.();
    } catch (error) {
      this.unsaved = true;
      this.options.onFailure(error);
    }
  }
}
