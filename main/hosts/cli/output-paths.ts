import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { MediaInfo, VideoCodec } from '../../../preload/contract/media';
import { StudioError } from '../../engine/errors/studio-error';

/**
 * Checked here rather than by commander, which would complain of a missing `-o` before a mistyped one.
 * Throws `usage`.
 */
export function requireOutput(output: string | undefined, what: string): string {
  if (output === undefined || output === '')
    throw new StudioError('usage', `Say where to write with -o (${what}).`);
  return output;
}

/** True when `-o` names a folder: one that is there, a trailing slash, or something without an extension. */
export function looksLikeFolder(output: string): boolean {
  if (existsSync(output)) return statSync(output).isDirectory();
  return /[/\\]$/.test(output) || path.extname(output) === '';
}

export function isFolder(input: string): boolean {
  return statSync(input, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Makes the folder `-o` names and returns a function that takes it away again if it is still empty, so that a batch
 * in which everything failed leaves nothing behind. Throws `output-folder-missing` when its parent is not there,
 * `usage` when it is a file, `output-not-writable` when it cannot be made.
 */
export function openOutputFolder(folder: string): () => void {
  if (existsSync(folder)) {
    if (isFolder(folder)) return () => undefined;
    throw new StudioError('usage', `${folder} is a file; -o must name a folder here.`);
  }
  const parent = path.dirname(path.resolve(folder));
  if (!isFolder(parent)) {
    throw new StudioError('output-folder-missing', `The folder ${parent} does not exist; make it first.`);
  }
  try {
    mkdirSync(folder);
  } catch (cause) {
    throw new StudioError('output-not-writable', `Cannot make the folder ${folder}; check its permissions.`, {
      cause,
    });
  }
  return () => {
    if (isFolder(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  };
}

const videoContainers: Readonly<Record<VideoCodec, readonly string[]>> = {
  h264: ['.mp4', '.mkv', '.mov', '.m4v'],
  hevc: ['.mp4', '.mkv', '.mov', '.m4v'],
  av1: ['.mp4', '.mkv', '.webm'],
  prores: ['.mov', '.mkv'],
  ffv1: ['.mkv', '.avi'],
};
const imageFormats = ['.png', '.jpg', '.jpeg', '.webp', '.tif', '.tiff', '.avif'];

/** `talk.mp4` -> `talk-enhanced.mp4`; the extension is kept where it can hold the result. Names already taken get a number. */
export function outputName(
  input: string,
  kind: MediaInfo['kind'],
  codec: VideoCodec,
  taken: Set<string>,
): string {
  const { name, ext } = path.parse(input);
  const allowed = kind === 'image' ? imageFormats : videoContainers[codec];
  const extension = allowed.includes(ext.toLowerCase()) ? ext : allowed[0];
  for (let number = 1; ; number++) {
    const candidate = `${name}-enhanced${number === 1 ? '' : `-${number}`}${extension}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}
