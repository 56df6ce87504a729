import type { ErrorReport } from '../../../../preload/contract/errors';
import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { CliHost } from '../cli-host';
import { HumanReporter } from './human-reporter';
import { JsonReporter } from './json-reporter';
import type { Paint } from './paint';

/** What a command tells its user, whoever that is: a person at a terminal or a program reading JSON lines. */
export interface Reporter {
  /** One input of a job begins. */
  started(input: string, place: { index: number; count: number }): void;
  progress(progress: Progress): void;
  notice(notice: Notice): void;
  /** The outcome: `value` for machines, `lines` for people. */
  result(command: string, value: unknown, lines: (paint: Paint) => readonly string[]): void;
  failed(error: ErrorReport, options: { input?: string; cause?: unknown }): void;
  /** A line for people only, such as what a first Ctrl-C did. */
  remark(text: string): void;
  /** Leaves the terminal's line clean, however the command ended. */
  close(): void;
}

export interface ReporterOptions {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Print stack traces of failures. */
  readonly verbose?: boolean | undefined;
}

export function createReporter(host: CliHost, options: ReporterOptions): Reporter {
  return options.json === true ? new JsonReporter(host) : new HumanReporter(host, options);
}
