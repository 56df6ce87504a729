import type { LabOptions } from '../../../preload/contract/lab';

/** What to type to make the report again. */
export function labCommandLine(options: LabOptions): string {
  const { material, outputFolder, methods, factors, antialias, framesPerClip, seed, device } = options;
  const words = ['facet', 'lab', ...material, '-o', outputFolder];
  if (methods !== undefined) words.push('--methods', methods.join(','));
  words.push('--factors', factors.join(','));
  if (!antialias) words.push('--no-antialias');
  words.push('--frames', String(framesPerClip), '--seed', String(seed), '--device', device);
  return words.map(quoted).join(' ');
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
