import { spawn } from 'node:child_process';
import path from 'node:path';

export const facet = path.join(__dirname, '..', '..', 'dist', 'facet.js');

export interface FacetRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs dist/facet.js as a user's shell would, without a terminal, and waits for its end. */
export function runFacet(
  args: readonly string[],
  options: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<FacetRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [facet, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
