import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';

let found: string | undefined;

/**
 * The folder of the installed program: the nearest one above this file whose package.json says facet-studio.
 * The same from dist/, from the sources under a test runner, and from inside node_modules.
 */
export function packageRoot(): string {
  found ??= searchUpwards(__dirname);
  return found;
}

function searchUpwards(start: string): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) {
      const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (
        typeof content === 'object' &&
        content !== null &&
        'name' in content &&
        content.name === 'facet-studio'
      ) {
        return folder;
      }
    }
    if (path.dirname(folder) === folder) break;
  }
  throw new StudioError(
    'internal',
    `No package.json of facet-studio was found above ${start}. Reinstall the program.`,
  );
}
