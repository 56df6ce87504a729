import path from 'node:path';

/** The name a file has while it is being written: `clip.mp4` -> `.clip.part.mp4`, hidden and never taken for finished. */
export function partName(file: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `.${name}.part${ext}`);
}
