import type { ErrorReport } from '../../../../preload/contract/errors';
import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { CliHost } from '../cli-host';
import { createPaint, type Paint } from './paint';
import { ProgressLine } from './progress-line';
import type { Reporter, ReporterOptions } from './reporter';

/** Progress, notices and errors on stderr; results on stdout, so that they can be piped. */
export class HumanReporter implements Reporter {
  private readonly paintOut: Paint;
  private readonly paintErr: Paint;
  private readonly bar: ProgressLine;
  /** What was said already: a command of several jobs need not name the device for each. */
  private readonly noticed = new Set<string>();

  constructor(
    private readonly host: CliHost,
    private readonly options: ReporterOptions,
  ) {
    this.paintOut = createPaint(host.stdout, host.env);
    this.paintErr = createPaint(host.stderr, host.env);
    const live = host.stderr.isTTY && host.env.TERM !== 'dumb';
    this.bar = new ProgressLine(host.stderr, this.paintErr, () => host.now(), live);
  }

  started(input: string, { index, count }: { index: number; count: number }): void {
    if (count > 1)
      this.say(`${this.paintErr('dim', `[${index + 1}/${count}]`)} ${this.paintErr('bold', input)}`);
  }

  progress(progress: Progress): void {
    if (this.options.quiet !== true) this.bar.show(progress);
  }

  notice({ level, message }: Notice): void {
    if (this.noticed.has(message)) return;
    this.noticed.add(message);
    const lead = level === 'warning' ? this.paintErr('yellow', 'warning:') : this.paintErr('dim', 'note:');
    this.say(`${lead} ${message}`);
  }

  result(_command: string, _value: unknown, lines: (paint: Paint) => readonly string[]): void {
    this.bar.clear();
    if (this.options.quiet === true) return;
    for (const line of lines(this.paintOut)) this.host.stdout.write(`${line}\n`);
  }

  failed(error: ErrorReport, { cause }: { cause?: unknown }): void {
    this.bar.clear();
    if (error.code === 'cancelled') {
      this.host.stderr.write(`${this.paintErr('yellow', 'stopped:')} ${error.message}\n`);
      return;
    }
    this.host.stderr.write(`${this.paintErr('red', 'error:')} ${error.message}\n`);
    if (this.options.verbose === true && cause instanceof Error) {
      this.host.stderr.write(`${this.paintErr('dim', causeChain(cause))}\n`);
    } else if (error.code === 'internal') {
      this.host.stderr.write(`This is a fault of the program; --verbose prints where it happened.\n`);
    }
  }

  remark(text: string): void {
    this.say(text);
  }

  close(): void {
    this.bar.clear();
  }

  private say(text: string): void {
    if (this.options.quiet === true) return;
    this.bar.clear();
    this.host.stderr.write(`${text}\n`);
  }
}

function causeChain(error: Error): string {
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error ? `${stack}\ncaused by: ${causeChain(error.cause)}` : stack;
}
