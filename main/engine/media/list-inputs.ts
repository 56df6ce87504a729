import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';

/** Extensions taken from a folder. A file named explicitly is always taken: its content decides. */
const mediaExtensions = new Set(
  (
    'mp4 m4v mov qt mkv webm avi mpg mpeg mpe m2v vob ts m2ts mts mxf wmv asf flv f4v 3gp 3g2 ogv ogm dv y4m h264 h265 hevc gif ' +
    'jpg jpeg png webp tif tiff heic heif avif jp2 jxl ppm bmp'
  )
    .split(' ')
    .map((extension) => `.${extension}`),
);

/** Folders below a given one that are looked into. */
const defaultDepth = 0;

/**
 * Expands folders to the media files in them, in natural order (clip2 before clip10); files stay where they stand and
 * duplicates are dropped. Hidden files and the studio's own folders (`*.facet`) are left out.
 * @param depth folders below the named ones to look into; 0 = only the files directly in them
 * @throws StudioError `input-not-found` for a missing path or when nothing is found.
 */
export async function listInputs(paths: readonly string[], depth = defaultDepth): Promise<string[]> {
  const found: string[] = [];
  for (const entry of paths) {
    let isFolder: boolean;
    try {
      isFolder = (await stat(entry)).isDirectory();
    } catch (error) {
      throw new StudioError('input-not-found', `${entry} does not exist. Check the name.`, { cause: error });
    }
    if (!isFolder) {
      found.push(entry);
      continue;
    }
    const inFolder = await mediaIn(entry, depth);
    if (inFolder.length === 0) {
      throw new StudioError(
        'input-not-found',
        `The folder ${entry} holds no video or picture. Name the files themselves, or another folder.`,
      );
    }
    found.push(...inFolder);
  }
  if (found.length === 0) throw new StudioError('input-not-found', 'No input was named.');
  const seen = new Set<string>();
  return found.filter((file) => {
    const key = path.resolve(file);
    return !seen.has(key) && seen.add(key);
  });
}

async function mediaIn(folder: string, depth: number): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new StudioError(
      'input-unreadable',
      `The folder ${folder} may not be read. Change its permissions.`,
      { cause: error },
    );
  }
  entries.sort((a, b) => naturalOrder.compare(a.name, b.name));
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.facet')) continue;
    const full = path.join(folder, entry.name);
    const isFolder = entry.isSymbolicLink() ? await isLinkToFolder(full) : entry.isDirectory();
    // Links to folders are not followed below the named folder: they may lead in a circle.
    if (isFolder) {
      if (depth > 0 && !entry.isSymbolicLink()) found.push(...(await mediaIn(full, depth - 1)));
    } else if (mediaExtensions.has(path.extname(entry.name).toLowerCase())) {
      found.push(full);
    }
  }
  return found;
}

async function isLinkToFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return true; // A dangling link is nothing to open.
  }
}

const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
