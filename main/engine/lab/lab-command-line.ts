import path from 'node:path';
import type { LabOptions } from '../../../preload/contract/lab';
import { labClipOptionsSchema } from '../../../preload/contract/lab-clips';
import { recipeFile } from './picture-files';

/** What to type to make the report again. */
export function labCommandLine(options: LabOptions): string {
  const {
    material,
    outputFolder,
    methods,
    factors,
    antialias,
    framesPerClip,
    clips,
    fits,
    memory,
    seed,
    device,
  } = options;
  const words = ['facet', 'lab', ...material, '-o', outputFolder];
  if (methods !== undefined) words.push('--methods', methods.join(','));
  words.push('--factors', factors.join(','));
  if (!antialias) words.push('--no-antialias');
  if (clips !== undefined) {
    words.push('--clips', '--seconds', String(clips.seconds));
    const usual = labClipOptionsSchema.parse({}).recipe;
    if (JSON.stringify(clips.recipe) !== JSON.stringify(usual)) {
      words.push('--recipe', path.join(outputFolder, recipeFile));
    }
  }
  if (fits) words.push('--fits');
  if (memory) words.push('--memory');
  words.push('--frames', String(framesPerClip), '--seed', String(seed), '--device', device);
  return words.map(quoted).join(' ');
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
