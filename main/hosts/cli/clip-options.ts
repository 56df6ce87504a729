import { Option, type Command } from 'commander';
import type { z } from 'zod';
import { encodingOptionsSchema, videoCodecSchema } from '../../../preload/contract/media';
import { analyseOptionsSchema, deviceSchema, type AnalyseRequest } from '../../../preload/contract/options';
import { choice, numberFor, seconds } from './option-values';

/** Options of a clip's analysis as commander hands them over: parsed, but not yet the contract's shape. */
export interface ClipOptions {
  readonly project?: string;
  readonly from?: number;
  readonly to?: number;
  readonly device: AnalyseRequest['device'];
  readonly detectEvery: number;
  readonly faceModel?: string;
  readonly fresh?: boolean;
}

export interface EncodingFlags {
  readonly codec: z.infer<typeof videoCodecSchema>;
  readonly quality: number;
  readonly preset: z.infer<typeof encodingOptionsSchema>['preset'];
  readonly hardware: z.infer<typeof encodingOptionsSchema>['hardware'];
}

const analyse = analyseOptionsSchema.shape;
const encoding = encodingOptionsSchema.shape;

/** A choice out of an enum of the contract, with the contract's default. */
export function choiceOption<T extends string>(
  flags: string,
  description: string,
  words: readonly T[],
  fallback: T,
): Option {
  return new Option(flags, `${description}: ${words.join(', ')}`)
    .argParser(choice(words))
    .default(fallback, fallback);
}

/** `--from`, `--to`: also of commands that only look at a clip. */
export function addClipOptions(command: Command): Command {
  return command
    .optionsGroup('Which part, on what:')
    .addOption(new Option('--from <time>', 'start here: 12.5, 1:02.5 or 00:01:02.500').argParser(seconds))
    .addOption(new Option('--to <time>', 'end here').argParser(seconds))
    .addOption(
      choiceOption(
        '--device <name>',
        'where the networks run',
        deviceSchema.options,
        analyse.device.parse(undefined),
      ),
    )
    .addOption(
      new Option('--detect-every <n>', 'look for new faces on every n-th frame')
        .argParser(numberFor(analyse.detectEvery, 'a whole number from 1 to 100'))
        .default(analyse.detectEvery.parse(undefined)),
    )
    .option(
      '--face-model <id>',
      'the 3D face that is fitted (default: the built-in one; docs/face-models.md)',
    )
    .option(
      '--project <folder>',
      'where the analysis is kept (default: <input name>.facet beside the output)',
    )
    .option('--fresh', 'ignore an earlier analysis');
}

export function addEncodingOptions(command: Command): Command {
  return command
    .optionsGroup('Encoding:')
    .addOption(
      choiceOption(
        '--codec <name>',
        'video codec',
        videoCodecSchema.options,
        encoding.codec.parse(undefined),
      ),
    )
    .addOption(
      new Option('--quality <n>', '0 worst to 100 visually lossless')
        .argParser(numberFor(encoding.quality, 'a number from 0 to 100'))
        .default(encoding.quality.parse(undefined)),
    )
    .addOption(
      choiceOption(
        '--preset <name>',
        'encoder effort',
        encoding.preset.unwrap().options,
        encoding.preset.parse(undefined),
      ),
    )
    .addOption(
      choiceOption(
        '--hardware <use>',
        'hardware encoder',
        encoding.hardware.unwrap().options,
        encoding.hardware.parse(undefined),
      ),
    );
}

/** The analysis part of a request, without what was not given. */
export function clipRequest(input: string, options: ClipOptions) {
  return {
    input,
    device: options.device,
    detectEvery: options.detectEvery,
    fresh: options.fresh === true,
    ...(options.faceModel === undefined ? {} : { faceModel: options.faceModel }),
    ...(options.project === undefined ? {} : { project: options.project }),
    ...(options.from === undefined ? {} : { fromSeconds: options.from }),
    ...(options.to === undefined ? {} : { toSeconds: options.to }),
  };
}
