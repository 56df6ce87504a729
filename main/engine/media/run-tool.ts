import { execFile } from 'node:child_process';
import { toolEnvironment } from './tool-environment';

export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; -1 when the program could not be started or was killed. */
  readonly code: number;
}

/**
 * Runs a short-lived program to its end and returns what it said, whatever its exit code. Killed (SIGKILL) on abort,
 * after `timeoutMs`, or beyond 64 MiB of output. Never rejects: callers decide what a non-zero code means.
 */
export function runTool(
  program: string,
  args: readonly string[],
  options: { signal?: AbortSignal | undefined; timeoutMs?: number } = {},
): Promise<ToolOutput> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        maxBuffer: 64 * 1024 * 1024,
        killSignal: 'SIGKILL',
        timeout: options.timeoutMs ?? 60_000,
        windowsHide: true,
        env: toolEnvironment(),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({
          stdout,
          stderr: stderr === '' && error !== null && code === -1 ? error.message : stderr,
          code,
        });
      },
    );
  });
}
