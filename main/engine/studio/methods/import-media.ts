import path from 'node:path';
import { enhanceSettingsSchema } from '../../../../preload/contract/studio/enhance-settings';
import { StudioError } from '../../errors/studio-error';
import { listInputs } from '../../media/list-inputs';
import { chooseProjectFolder } from '../clips/choose-project-folder';
import type { MediaEntry } from '../document/document-format';
import { newId } from '../document/new-id';
import { noEdits } from '../people/people-edits';
import type { StudioParts } from '../studio-parts';

/** Folders below a dropped one that are looked into. */
const folderDepth = 12;

/**
 * Adds files, and the media in folders, to the project; a file that is there already is not added twice. What cannot be
 * opened is added too and shows why, so that nothing that was dropped disappears without a word.
 * @returns ids in the order of the paths
 */
export async function importMedia(parts: StudioParts, paths: readonly string[]): Promise<string[]> {
  const { session, dataFolder, settings, notices } = parts;
  const files: string[] = [];
  for (const given of paths) {
    try {
      files.push(...(await listInputs([given], folderDepth)));
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      // An empty folder among others is only worth a line; a missing file becomes an item that says so.
      if (paths.length === 1) throw error;
      notices.say('warning', error.message);
    }
  }
  const ids: string[] = [];
  const added: MediaEntry[] = [];
  for (const file of new Set(files.map((name) => path.resolve(name)))) {
    const known = [...session.document.media, ...added].find(({ input }) => input === file);
    if (known !== undefined) {
      ids.push(known.id);
      continue;
    }
    const inUse = (folder: string): boolean =>
      [...session.document.media, ...added].some(({ projectFolder }) => projectFolder === folder);
    const entry: MediaEntry = {
      id: newId('m'),
      input: file,
      projectFolder: await chooseProjectFolder(file, dataFolder, inUse),
      settings: enhanceSettingsSchema.parse({ device: settings.settings.device }),
      people: noEdits,
    };
    added.push(entry);
    ids.push(entry.id);
  }
  if (added.length > 0) {
    session.edit('undo.mediaAdd', (document) => ({ ...document, media: [...document.media, ...added] }));
  }
  return ids;
}
