import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { writeAtomically } from '../export/write-atomically';
import type { ModelEntry } from '../models/manifest';
import type { ModelStore } from '../models/model-store';
import { userListFile, type UserList } from '../models/user-list';

/** Writes follow each other within a process; between processes the file is read again just before. */
let writing: Promise<unknown> = Promise.resolve();

/** The folder of the user's models, made where it is not there. @throws StudioError `usage`, `output-not-writable` */
export async function userFolderOf(store: ModelStore): Promise<string> {
  const folder = store.userFolder;
  if (folder === undefined) {
    throw new StudioError('usage', 'There is no folder for models of your own here.');
  }
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new StudioError(
      'output-not-writable',
      `The folder for your models ${folder} cannot be made. Name another data folder with FACET_DATA.`,
      { cause },
    );
  }
  return folder;
}

/**
 * Puts an entry into the user's list. A list that cannot be read is set aside under another name first, never written
 * over.
 * @returns what the user should know
 */
export async function addToUserList(store: ModelStore, entry: ModelEntry): Promise<string[]> {
  return inTurn(async () => {
    const folder = await userFolderOf(store);
    const list = await store.userList();
    const notices: string[] = [];
    if (list.damaged) {
      const aside = path.join(folder, `manifest.damaged-${Date.now()}.json`);
      await rename(userListFile(folder), aside);
      notices.push(
        `Your list of models could not be read and was kept as ${aside}; the models it named have to be added again.`,
      );
    }
    await write(folder, [...list.raw, entry]);
    return notices;
  });
}

/** @throws StudioError `model-missing` where no model of the user's has this id */
export async function removeFromUserList(store: ModelStore, id: string): Promise<ModelEntry | undefined> {
  return inTurn(async () => {
    const folder = await userFolderOf(store);
    const list = await store.userList();
    if (!list.raw.some((raw) => idOf(raw) === id)) throw notYours(store, list, id);
    await write(
      folder,
      list.raw.filter((raw) => idOf(raw) !== id),
    );
    return list.entries.find((entry) => entry.id === id);
  });
}

async function write(folder: string, models: readonly unknown[]): Promise<void> {
  await writeAtomically(userListFile(folder), `${JSON.stringify({ version: 1, models }, null, 2)}\n`);
}

function notYours(store: ModelStore, { entries }: UserList, id: string): StudioError {
  const builtIn = store.known(id) !== undefined;
  return new StudioError(
    builtIn ? 'usage' : 'model-missing',
    builtIn
      ? `${id} came with the program and cannot be removed.`
      : `None of your models is called "${id}". Yours: ${entries.map((entry) => entry.id).join(', ') || 'none'}.`,
  );
}

function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null ? (raw as { id?: unknown }).id : undefined;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = writing.then(work, work);
  writing = turn.catch(() => undefined);
  return turn;
}
