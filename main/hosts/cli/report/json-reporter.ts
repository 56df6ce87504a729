import { exitCodes, type ErrorReport } from '../../../../preload/contract/errors';
import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { CliHost } from '../cli-host';
import type { Reporter } from './reporter';

/** One JSON object a line on stdout: `started`, `progress`, `notice`, `failed`, `result`. docs/cli.md describes them. */
export class JsonReporter implements Reporter {
  private input: string | undefined;

  constructor(private readonly host: CliHost) {}

  started(input: string, place: { index: number; count: number }): void {
    this.input = input;
    this.line({ type: 'started', ...place });
  }

  progress(progress: Progress): void {
    this.line({ type: 'progress', progress });
  }

  notice(notice: Notice): void {
    this.line({ type: 'notice', notice });
  }

  result(command: string, value: unknown): void {
    this.line({ type: 'result', command, result: value });
    this.input = undefined;
  }

  failed(error: ErrorReport, options: { input?: string }): void {
    this.input = options.input ?? this.input;
    this.line({ type: 'failed', error, exitCode: exitCodes[error.code] });
    this.input = undefined;
  }

  remark(): void {
    // For people only.
  }

  close(): void {
    // Every line is whole.
  }

  private line(event: { type: string } & Record<string, unknown>): void {
    const { type, ...rest } = event;
    const about = this.input === undefined ? {} : { input: this.input };
    this.host.stdout.write(`${JSON.stringify({ type, ...about, ...rest })}\n`);
  }
}
