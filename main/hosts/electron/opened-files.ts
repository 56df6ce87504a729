import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The files among a command line's arguments: of a packaged app everything after the program, of `electron <folder>`
 * everything after the folder. Switches (Chromium adds its own to a second instance's) and what does not exist are no
 * files.
 */
export function filesOfArguments(
  argv: readonly string[],
  { packaged, workingFolder }: { readonly packaged: boolean; readonly workingFolder: string },
): string[] {
  const values = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  return (packaged ? values : values.slice(1))
    .map((argument) => path.resolve(workingFolder, argument))
    .filter((file) => existsSync(file));
}

/** Collects files that the system asks to open, which macOS does before the app is ready. */
export class OpenQueue {
  private readonly waiting: string[] = [];
  private open: ((paths: readonly string[]) => void) | undefined;

  add(paths: readonly string[]): void {
    if (paths.length === 0) return;
    if (this.open === undefined) this.waiting.push(...paths);
    else this.open(paths);
  }

  /** From now on files are opened at once. */
  ready(open: (paths: readonly string[]) => void): void {
    this.open = open;
    if (this.waiting.length > 0) open(this.waiting.splice(0));
  }
}
