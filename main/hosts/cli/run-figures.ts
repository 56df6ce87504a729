import { existsSync } from 'node:fs';
import path from 'node:path';
import { StudioError } from '../../engine/errors/studio-error';
import { packageRoot } from '../../engine/models/package-root';
import { runChild } from './run-child';

/**
 * Runs the program that makes the documentation's figures again; it prints for itself.
 * @returns its exit code: 1 where a figure fell or could not be made, 2 where the command line or a material is amiss
 * @throws StudioError `usage` where this is no checkout, `cancelled`
 */
export async function runFigures(args: readonly string[], signal: AbortSignal): Promise<number> {
  const program = path.join(packageRoot(), 'dist', 'reproduce-figures.js');
  if (!existsSync(program) || !existsSync(path.join(packageRoot(), 'docs', 'figures'))) {
    throw new StudioError(
      'usage',
      'The documentation’s figures are made in a checkout of the repository: `npm run facet -- lab reproduce --figures list` there.',
    );
  }
  const code = await runChild(process.execPath, [program, ...args], ['ignore', 1, 2], signal);
  if (signal.aborted) throw new StudioError('cancelled', 'Cancelled; what was kept before stays as it is.');
  return code ?? 1;
}
