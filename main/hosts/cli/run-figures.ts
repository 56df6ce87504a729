import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { StudioError } from '../../engine/errors/studio-error';
import { packageRoot } from '../../engine/models/package-root';

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
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 1, 2] });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw new StudioError('cancelled', 'Cancelled; what was kept before stays as it is.');
  return code ?? 1;
}
