import path from 'node:path';
import type { MediaInfo } from '../../../../preload/contract/media';
import type { EnhanceSettings } from '../../../../preload/contract/studio/enhance-settings';
import { StudioError } from '../../errors/studio-error';
import { fileExists } from '../../project/project-folder';
import { sideBySideFile } from '../../render/enhance-input';

/** The ending that the settings ask for, with its dot. */
export function outputExtension(kind: MediaInfo['kind'], settings: EnhanceSettings): string {
  return `.${kind === 'image' ? settings.stillFormat : settings.container}`;
}

/**
 * The name before it is numbered: `clip-sharp.mp4`, or the user's own with the ending that its content has.
 * @throws StudioError `usage` for a name that is more than a name
 */
export function wantedName(input: string, extension: string, name: string | undefined): string {
  if (name === undefined || name.trim() === '') {
    return `${path.basename(input, path.extname(input))}-sharp${extension}`;
  }
  const plain = name.trim();
  // Characters that Windows forbids are refused everywhere, so that a project may move.

  if (/[/\\:*?"<>|\u0000-\u001f]/.test(plain) || /^\.+$/.test(plain)) {
    throw new StudioError('usage', `"${plain}" is not a file name. Leave out / \\ : * ? " < > |.`);
  }
  return plain.toLowerCase().endsWith(extension) ? plain : `${plain}${extension}`;
}

/**
 * A name in the folder under which nothing lies and which no other job has: numbered from 2 where needed, so that
 * nothing is ever written over.
 * @param taken absolute paths that queued jobs will write
 */
export async function freeOutput(
  folder: string,
  name: string,
  sideBySide: boolean,
  taken: ReadonlySet<string>,
): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number++) {
    const output = path.join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ext}`);
    const files = sideBySide ? [output, sideBySideFile(output)] : [output];
    const free = await Promise.all(files.map(async (file) => !taken.has(file) && !(await fileExists(file))));
    if (free.every(Boolean)) return output;
  }
}
