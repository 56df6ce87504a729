import { spawn, type StdioOptions } from 'node:child_process';

/**
 * Runs a program to its end; an abort ends it.
 * @returns its exit code; nothing where a signal ended it
 */
export async function runChild(
  program: string,
  args: readonly string[],
  stdio: StdioOptions,
  signal: AbortSignal,
): Promise<number | null> {
  const child = spawn(program, args, { stdio });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', resolve);
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
