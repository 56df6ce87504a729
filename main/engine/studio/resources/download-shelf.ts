import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainName } from '../../../../preload/contract/studio/face-files';

/** How long a file can be fetched. */
const shelfMilliseconds = 60 * 60 * 1000;
/** Files kept at a time; the oldest ones go earlier. */
const mostFiles = 64;

interface Shelved {
  readonly folder: string;
  readonly file: string;
  readonly name: string;
  readonly until: number;
}

/** Files made to be fetched once or a few times, in a temporary folder, behind names nobody can guess. */
export class DownloadShelf {
  private readonly shelf = new Map<string, Shelved>();
  private root: Promise<string> | undefined;
  private readonly sweep = setInterval(() => void this.clean(), 60_000).unref();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * Has a file made and keeps it.
   * @param make writes it under the given path
   * @returns the resource path
   */
  async add(name: string, make: (file: string) => Promise<void>): Promise<string> {
    this.root ??= mkdtemp(path.join(tmpdir(), 'facet-downloads-'));
    const token = randomBytes(24).toString('base64url');
    const folder = path.join(await this.root, token);
    const safe = safeName(name);
    const file = path.join(folder, safe);
    await mkdir(folder);
    try {
      await make(file);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    this.shelf.set(token, { folder, file, name: safe, until: this.now() + shelfMilliseconds });
    await this.clean();
    return `downloads/${token}/${safe}`;
  }

  /** Undefined where there is no such file, or no longer. */
  async find(token: string, name: string): Promise<{ file: string; size: number; name: string } | undefined> {
    await this.clean();
    const found = this.shelf.get(token);
    if (found?.name !== name) return undefined;
    const { size } = await stat(found.file);
    return { file: found.file, size, name };
  }

  async dispose(): Promise<void> {
    clearInterval(this.sweep);
    this.shelf.clear();
    const root = await this.root?.catch(() => undefined);
    if (root !== undefined) await rm(root, { recursive: true, force: true });
  }

  private async clean(): Promise<void> {
    for (const [token, { folder, until }] of [...this.shelf]) {
      if (until > this.now() && this.shelf.size <= mostFiles) continue;
      this.shelf.delete(token);
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A file name that needs no quoting in an address: letters, digits, dots and dashes. */
function safeName(name: string): string {
  const { name: stem, ext } = path.parse(name);
  return `${plainName(stem)}${ext}`;
}
