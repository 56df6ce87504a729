import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { modelEntrySchema, type ModelEntry } from './manifest';

/** The user's own list as it is on disk, as far as it makes sense. */
export interface UserList {
  readonly file: string;
  readonly entries: readonly ModelEntry[];
  /** Every element of the file's `models`, also those that make no sense: what is written back keeps them. */
  readonly raw: readonly unknown[];
  /** What is wrong with it, one sentence each; the file is left as it is. */
  readonly problems: readonly string[];
  /** The file as a whole cannot be read: writing to it would lose what is in it. */
  readonly damaged: boolean;
}

const listSchema = z.looseObject({ version: z.literal(1), models: z.array(z.unknown()) });

/** Where a data folder holds the user's models. */
export function userModelsFolder(dataFolder: string): string {
  return path.join(dataFolder, 'models');
}

export function userListFile(folder: string): string {
  return path.join(folder, 'manifest.json');
}

/** Changes whenever the list does; undefined where there is none. */
export async function userListStamp(folder: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(userListFile(folder));
    return `${size}:${mtimeMs}:${ino}`;
  } catch {
    return undefined;
  }
}

/**
 * Reads `manifest.json` of the user's models folder. Never throws: a list that is damaged costs the user's models, not
 * the program. A network must describe an adapter, an entry lie inside the folder, and not take the id of a built-in model.
 */
export async function readUserList(folder: string, taken: ReadonlySet<string>): Promise<UserList> {
  const file = userListFile(folder);
  const nothing = { file, entries: [], raw: [], problems: [], damaged: false };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return nothing;
    return {
      ...nothing,
      damaged: true,
      problems: [`Your list of models ${file} cannot be read: ${message}.`],
    };
  }
  const list = listSchema.safeParse(parsed(text));
  if (!list.success) {
    const problem = `Your list of models ${file} does not make sense, so none of them is there. Correct it, or move it away and add the models again.`;
    return { ...nothing, damaged: true, problems: [problem] };
  }
  const entries: ModelEntry[] = [];
  const problems: string[] = [];
  for (const [index, raw] of list.data.models.entries()) {
    const entry = modelEntrySchema.safeParse(raw);
    const name = entry.success ? entry.data.id : `entry ${index + 1}`;
    const problem = entry.success
      ? problemOf(entry.data, taken, entries)
      : `${entry.error.issues[0].path.join('.')}: ${entry.error.issues[0].message}`;
    if (problem !== undefined || !entry.success) {
      problems.push(`${name} of your list of models ${file} is left out: ${problem}.`);
    } else entries.push(entry.data);
  }
  return { file, entries, raw: list.data.models, problems, damaged: false };
}

function problemOf(
  { id, job, file, adapter }: ModelEntry,
  taken: ReadonlySet<string>,
  others: readonly ModelEntry[],
): string | undefined {
  if (taken.has(id)) return 'a built-in model has this id';
  if (others.some((other) => other.id === id)) return 'another one has this id';
  if (adapter === undefined && job !== 'morphable-model') return 'it has no adapter';
  const inside = path.posix.normalize(file.replaceAll('\\', '/'));
  if (path.isAbsolute(file) || inside.startsWith('..')) return 'its file lies outside of the folder';
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
