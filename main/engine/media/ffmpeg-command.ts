import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { Writable } from 'node:stream';
import ffmpeg from 'fluent-ffmpeg';
import { StudioError } from '../errors/studio-error';
import { toolEnvironment } from './tool-environment';

export interface FfmpegInput {
  /** A path, or `pipe:0` for standard input. */
  readonly source: string;
  readonly options: readonly string[];
}

export interface FfmpegRequest {
  /** The program to run. */
  readonly program: string;
  readonly inputs: readonly FfmpegInput[];
  readonly outputOptions: readonly string[];
  /** A path, or a stream that receives standard output (must not emit `close` on its own: `emitClose: false`). */
  readonly output: string | Writable;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: (line: string) => void;
}

export interface FfmpegRun {
  readonly stdin: Writable;
  /**
   * Settles when the process has been reaped. Rejects with StudioError: `cancelled` after abort, `output-disk-full`,
   * `ffmpeg-failed` (message = ffmpeg's last words). Resolves after `kill()`.
   */
  readonly done: Promise<void>;
  /** Kills at once (SIGKILL); `done` then resolves. */
  kill(): void;
}

/** fluent-ffmpeg keeps the child in a property it does not declare, and looks the program up process-wide. */
type Command = ReturnType<typeof ffmpeg> & {
  ffmpegProc?: ChildProcess;
  _getFfmpegPath: (callback: (error: Error | null, file: string) => void) => void;
  _spawnFfmpeg: (args: string[], options: SpawnOptions, ...callbacks: unknown[]) => void;
};

/** `file:` keeps ffmpeg from reading a colon, a leading dash or a percent sign in a name as syntax. */
export function ffmpegFile(file: string): string {
  return file.startsWith('pipe:') ? file : `file:${file}`;
}

/** Starts ffmpeg; resolves once the process runs. The only door to fluent-ffmpeg. */
export function startFfmpeg(request: FfmpegRequest): Promise<FfmpegRun> {
  const { signal } = request;
  const command = ffmpeg({ stdoutLines: 60 }) as Command;
  // Per command instead of setFfmpegPath, which would change every command of the process.
  command._getFfmpegPath = (callback) => {
    callback(null, request.program);
  };
  const spawn = command._spawnFfmpeg.bind(command);
  command._spawnFfmpeg = (args, spawnOptions, ...callbacks) => {
    spawn(args, { ...spawnOptions, env: toolEnvironment() }, ...callbacks);
  };
  for (const input of request.inputs) {
    command.input(ffmpegFile(input.source));
    // Two or more arguments are passed on as they are; a single one would be split at its space.
    command.inputOptions('-hide_banner', '-nostats', ...input.options);
  }
  if (typeof request.output === 'string') command.output(ffmpegFile(request.output));
  else command.output(request.output);
  command.outputOptions('-max_muxing_queue_size', '4096', ...request.outputOptions);

  return new Promise<FfmpegRun>((resolve, reject) => {
    let killed = false;
    const kill = () => {
      killed = true;
      command.ffmpegProc?.kill('SIGKILL');
    };
    const onAbort = () => {
      command.ffmpegProc?.kill('SIGKILL');
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const cancelled = () => signal?.aborted === true;

    const done = new Promise<void>((settled, failed) => {
      command.on('end', () => {
        signal?.removeEventListener('abort', onAbort);
        if (cancelled()) failed(new StudioError('cancelled', 'Cancelled.'));
        else settled();
      });
      command.on('error', (error: Error, _stdout: unknown, stderr: unknown) => {
        signal?.removeEventListener('abort', onAbort);
        if (cancelled()) failed(new StudioError('cancelled', 'Cancelled.'));
        else if (killed) settled();
        else failed(describeFailure(error, typeof stderr === 'string' ? stderr : ''));
      });
    });
    // Whoever awaits `done` sees the rejection; nobody else should crash on it.
    done.catch(reject);
    command.on('stderr', (line: string) => request.onLine?.(line));
    command.on('start', () => {
      const child = command.ffmpegProc;
      if (child?.stdin === undefined || child.stdin === null) {
        reject(new StudioError('ffmpeg-failed', 'ffmpeg started without a standard input.'));
        return;
      }
      // A process that dies closes its pipe; the reason arrives through `done`.
      child.stdin.on('error', () => undefined);
      if (cancelled()) onAbort();
      resolve({ stdin: child.stdin, done, kill });
    });
    command.run();
  });
}

/** Turns ffmpeg's last words into an error a user can act on. */
export function describeFailure(error: Error, stderr: string): StudioError {
  if (/No space left on device|Disk quota exceeded/i.test(stderr)) {
    return new StudioError(
      'output-disk-full',
      'The disk is full. Free some space and run the same command again.',
      {
        cause: error,
      },
    );
  }
  const lines = stderr
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(
      (line) => line !== '' && !/^(frame=|size=|video:|\[Parsed_showinfo|Conversion failed)/.test(line),
    );
  const telling = lines.filter((line) => /error|invalid|fail|cannot|could not|unknown|not /i.test(line));
  const words = (telling.length > 0 ? telling : lines).slice(-2).join(' | ');
  return new StudioError('ffmpeg-failed', `ffmpeg failed: ${words === '' ? error.message : words}`, {
    cause: error,
    details: { stderr: lines.slice(-20) },
  });
}
