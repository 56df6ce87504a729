import { Command, Option } from 'commander';
import { z } from 'zod';
import { version } from '../../../package.json';
import type { EngineSettings } from '../../../preload/contract/engine';
import { userDataFolder } from '../data-folder';
import { userModelsFolder } from '../../engine/models/user-list';
import type { CliHost } from './cli-host';
import { analyseCommand } from './commands/analyse';
import { benchCommand } from './commands/bench';
import { degradeCommand } from './commands/degrade';
import { demoCommand } from './commands/demo';
import { doctorCommand } from './commands/doctor';
import { enhanceCommand } from './commands/enhance';
import { labCommand } from './commands/lab';
import { modelsCommand } from './commands/models/models-command';
import { reconstructCommand } from './commands/reconstruct';
import { dressCommand, examples } from './help-page';
import { serveCommand } from './commands/serve';
import { testCommand, trainCommand } from './commands/train';
import { numberFor } from './option-values';
import { createReporter, type Reporter } from './report/reporter';

/** Options every command takes, as commander hands them over. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly workers?: number;
  readonly segmentFrames?: number;
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly modelsFolder?: string;
}

/** What a command gets to work with. Its exit code goes to `finish`. */
export interface CommandContext {
  readonly host: CliHost;
  reporter(options: GlobalOptions): Reporter;
  settings(options: GlobalOptions): EngineSettings;
  finish(exitCode: number): void;
}

/** The whole command tree. Parsing throws CommanderError instead of ending the process. */
export function createProgram(context: CommandContext): Command {
  const { host } = context;
  const program = new Command('facet')
    .description('Makes face videos sharp again, guided by one 3D face per person.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .usage('<command> [options]')
    .optionsGroup('Options of every command:')
    .addOption(
      new Option('--json', 'print one JSON object a line on stdout, nothing else').conflicts('quiet'),
    )
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'print where an error came from')
    .addOption(
      new Option(
        '--workers <n>',
        'inference workers, one thread each (default: the cores, at most 4)',
      ).argParser(numberFor(z.number().int().min(1).max(64), 'a whole number from 1 to 64')),
    )
    .addOption(
      new Option(
        '--segment-frames <n>',
        'frames of one piece of a job, the most that a stopped run loses (default: 100)',
      ).argParser(numberFor(z.number().int().min(1).max(100_000), 'a whole number from 1')),
    )
    .addOption(new Option('--ffmpeg <path>', 'the ffmpeg to use').env('FACET_FFMPEG'))
    .addOption(new Option('--ffprobe <path>', 'the ffprobe to use').env('FACET_FFPROBE'))
    .addOption(new Option('--models-folder <path>', 'the models to use').env('FACET_MODELS'));
  program
    .commandsGroup('Work:')
    .addCommand(enhanceCommand(context))
    .addCommand(analyseCommand(context))
    .addCommand(reconstructCommand(context))
    .addCommand(labCommand(context))
    .addCommand(degradeCommand(context))
    .addCommand(demoCommand(context))
    .addCommand(serveCommand(context))
    .commandsGroup('This machine:')
    .addCommand(doctorCommand(context))
    .addCommand(modelsCommand(context))
    .addCommand(benchCommand(context))
    .commandsGroup('Networks of your own:')
    .addCommand(trainCommand(context))
    .addCommand(testCommand(context));
  program.addHelpText(
    'after',
    examples(
      ['facet demo', 'see what it does'],
      ['facet enhance talk.mp4 -o talk-sharp.mp4', 'the whole job'],
      ['facet enhance holiday/ -o sharp/', 'every video and photo of a folder'],
      ['facet reconstruct portrait.jpg -o face/', 'a 3D face and its frontal view'],
      ['facet serve --open', 'the studio in your browser'],
      ['facet doctor', 'what this machine can do'],
    ),
  );
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    dressCommand(command, host);
  }
  return program;
}

/** The settings in a form commander leaves undefined where nothing was given. */
export function settingsFrom(options: GlobalOptions): EngineSettings {
  return {
    ...(options.ffmpeg === undefined ? {} : { ffmpegPath: options.ffmpeg }),
    ...(options.ffprobe === undefined ? {} : { ffprobePath: options.ffprobe }),
    ...(options.modelsFolder === undefined ? {} : { modelsFolder: options.modelsFolder }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.segmentFrames === undefined ? {} : { segmentFrames: options.segmentFrames }),
  };
}

export function createContext(host: CliHost, finish: (exitCode: number) => void): CommandContext {
  return {
    host,
    reporter: (options) => createReporter(host, options),
    // What a user adds on the command line is there in the studio, and the other way round.
    settings: (options) => ({
      ...settingsFrom(options),
      userModelsFolder: userModelsFolder(userDataFolder(host.env)),
    }),
    finish,
  };
}
