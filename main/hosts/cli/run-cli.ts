import { CommanderError } from 'commander';
import { exitCodes } from '../../../preload/contract/errors';
import { StudioError, toErrorReport } from '../../engine/errors/studio-error';
import type { CliHost } from './cli-host';
import { createContext, createProgram } from './program';
import { createReporter } from './report/reporter';

/**
 * Runs one command line (without `node` and the script's path) to its end and returns the exit code.
 * Never throws: whatever happens becomes one clear line, or one JSON line, and a documented exit code.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  let exitCode = 0;
  const program = createProgram(
    createContext(host, (code) => {
      exitCode = code;
    }),
  );
  const reporter = createReporter(host, {
    json: argv.includes('--json'),
    quiet: argv.includes('--quiet') || argv.includes('-q'),
    verbose: argv.includes('--verbose') || argv.includes('-v'),
  });
  try {
    if (argv.length === 0) {
      program.outputHelp();
      return exitCodes.usage;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    const failure = error instanceof CommanderError ? usageError(error) : error;
    const report = toErrorReport(failure);
    reporter.failed(report, { cause: failure });
    return exitCodes[report.code];
  }
}

/** Commander's `error: unknown option '--scal'\n(Did you mean --scale?)` as one line. */
function usageError(error: CommanderError): StudioError {
  const text = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const sentence = /[.?)!]$/.test(text) ? text : `${text}.`;
  return new StudioError('usage', sentence.charAt(0).toUpperCase() + sentence.slice(1), { cause: error });
}
