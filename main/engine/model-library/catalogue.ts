import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { adapterPresets } from '../../../preload/contract/adapter-presets';
import {
  catalogueSchema,
  type CatalogueEntry,
  type CatalogueItem,
} from '../../../preload/contract/model-library';
import { StudioError } from '../errors/studio-error';
import { packageRoot } from '../models/package-root';

/** In the program's models, and, for lists of one's own, in the user's. */
export const catalogueName = 'catalogue.json';

/**
 * What can be fetched: the program's list, then that of the user's folder; an id of both is the program's.
 * @throws StudioError `model-corrupt` where the user's list does not make sense
 */
export async function readCatalogue(userFolder: string | undefined): Promise<readonly CatalogueEntry[]> {
  const shipped = await readList(path.join(packageRoot(), 'native-models', catalogueName));
  const own = userFolder === undefined ? [] : await readList(path.join(userFolder, catalogueName));
  return [...shipped, ...own.filter(({ id }) => !shipped.some((entry) => entry.id === id))];
}

export function scopeOf({ adapter }: CatalogueEntry): CatalogueItem['scope'] {
  return (typeof adapter === 'string' ? adapterPresets[adapter] : adapter).scope;
}

async function readList(file: string): Promise<readonly CatalogueEntry[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new StudioError('input-unreadable', `The catalogue ${file} cannot be read.`, { cause: error });
  }
  let problem: string;
  try {
    const parsed = catalogueSchema.safeParse(JSON.parse(text));
    if (parsed.success) {
      const exposed = parsed.data.models.find(({ url }) => !isSafe(new URL(url)));
      if (exposed === undefined) return parsed.data.models;
      problem = `${exposed.url} is neither https nor on this computer`;
    } else {
      const [issue] = parsed.error.issues;
      problem = `${issue.path.join('.')}: ${issue.message}`;
    }
  } catch {
    problem = 'it is not JSON';
  }
  throw new StudioError(
    'model-corrupt',
    `The catalogue ${file} does not make sense (${problem}). Correct it or move it away.`,
  );
}

/** What is not encrypted could be exchanged on its way, and not every entry has a hash. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
