import path from 'node:path';
import { Command, Option } from 'commander';
import {
  enhanceOptionsSchema,
  priorModeSchema,
  taskSchema,
  type EnhanceOptions,
  type FaceSelection,
  type PriorMode,
  type Reference,
  type Task,
} from '../../../../preload/contract/options';
import type { Engine } from '../../../../preload/contract/engine';
import { runBatch } from '../batch';
import { checkRange, checkedRequest } from '../checked-request';
import {
  addClipOptions,
  addEncodingOptions,
  choiceOption,
  clipRequest,
  type ClipOptions,
  type EncodingFlags,
} from '../clip-options';
import { StudioError } from '../../../engine/errors/studio-error';
import { faceSelection, namedNumber, numberFor, reference } from '../option-values';
import { isFolder, looksLikeFolder, openOutputFolder, outputName, requireOutput } from '../output-paths';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import { enhanceLines, planLines } from '../report/outcomes';

interface EnhanceFlags extends GlobalOptions, ClipOptions, EncodingFlags {
  readonly output?: string;
  readonly task: Task;
  readonly scale: EnhanceOptions['scale'];
  readonly prior: PriorMode;
  readonly strength: number;
  readonly vividness: number;
  readonly thorough?: boolean;
  readonly steady: boolean;
  readonly faces: FaceSelection;
  readonly reference?: readonly Reference[];
  readonly ownFrames: boolean;
  readonly model?: string;
  readonly modelParameter?: Readonly<Record<string, number>>;
  readonly upscaler?: string;
  readonly sideBySide?: boolean;
  readonly exportAncestors?: string;
  readonly dryRun?: boolean;
  readonly overwrite?: boolean;
}

const shape = enhanceOptionsSchema.shape;

export function enhanceCommand(context: CommandContext): Command {
  const command = new Command('enhance')
    .summary('restore every face of videos, photos or folders of them')
    .description('Restores every face of videos, photos or folders of them.')
    .usage('<inputs…> -o <output> [options]')
    .argument('<inputs...>', 'videos, photos or folders')
    .optionsGroup('What to make:')
    .option('-o, --output <path>', 'the file to write; a folder for several inputs')
    .addOption(
      choiceOption(
        '--task <name>',
        'what is wrong with the input',
        taskSchema.options,
        shape.task.parse(undefined),
      ),
    )
    .addOption(
      new Option('--scale <n>', 'size of the output over the input: 1, 2, 4, 8')
        .argParser(numberFor(shape.scale, '1, 2, 4 or 8'))
        .default(shape.scale.parse(undefined)),
    )
    .addOption(
      choiceOption(
        '--prior <part>',
        'what of the 3D face guides',
        priorModeSchema.options,
        shape.prior.parse(undefined),
      ),
    )
    .addOption(
      new Option('--strength <n>', '0 leaves faces as they are, 1 restores fully')
        .argParser(numberFor(shape.strength, 'a number from 0 to 1'))
        .default(shape.strength.parse(undefined)),
    )
    .addOption(
      new Option('--vividness <n>', '0 is faithful to the truth, 1 crisp with likely texture')
        .argParser(numberFor(shape.vividness, 'a number from 0 to 1 in hundredths'))
        .default(shape.vividness.parse(undefined)),
    )
    .option('--thorough', 'restore each face also mirrored, take the mean: nearer to the truth, slower')
    .option(
      '--no-steady',
      'restore each frame of a clip by itself, without the average that takes flicker out (deblurring takes none)',
    )
    .addOption(
      new Option('--faces <which>', 'all, largest, or ids such as 1,3')
        .argParser(faceSelection)
        .default('all', 'all'),
    )
    .addOption(
      new Option(
        '--reference <[id=]file>',
        'a sharper picture or clip of somebody in it, whose skin then guides; may be repeated',
      ).argParser(reference),
    )
    .option('--no-own-frames', 'let a clip’s own sharpest frames not guide the others')
    .option('--model <id>', 'the restorer, as `facet models` lists it (default: the best for the task)')
    .addOption(
      new Option(
        '--model-parameter <name=value>',
        'a number for a model that takes one; may be repeated',
      ).argParser(namedNumber),
    )
    .option('--upscaler <id>', 'a model of yours that enlarges the whole frame (default: Lanczos)')
    .option('--side-by-side', 'also write a comparison video, before on the left')
    .option('--export-ancestors <folder>', 'also write bbox.txt, landmarks, coefficients and renders')
    .option('--overwrite', 'replace an output that is already there')
    .option('--dry-run', 'print the plan and the estimate, write nothing');
  addEncodingOptions(command);
  addClipOptions(command);
  return command
    .addHelpText(
      'after',
      examples(
        ['facet enhance talk.mp4 -o talk-sharp.mp4'],
        ['facet enhance talk.mp4 -o big.mp4 --scale 2 --side-by-side'],
        ['facet enhance holiday/ portrait.jpg -o sharp/', 'names kept, -enhanced added'],
        ['facet enhance long.mkv -o try.mkv --from 1:02 --to 1:10', 'eight seconds of it'],
        ['facet enhance talk.mp4 -o talk.mov --codec prores --faces 1', 'one person only'],
        ['facet enhance talk.mp4 -o true.mp4 --vividness 0', 'nearest to the truth, softer'],
        ['facet enhance old.mp4 -o sharp.mp4 --reference ada.jpg', 'guided by a sharp photo of her'],
        ['facet enhance talk.mp4 -o out.mp4 --model codeformer --model-parameter fidelity=0.7'],
      ),
    )
    .action(async (inputs: string[], _flags: unknown, self: Command) => {
      await enhance(context, inputs, self.optsWithGlobals<EnhanceFlags>());
    });
}

async function enhance(
  context: CommandContext,
  inputs: readonly string[],
  flags: EnhanceFlags,
): Promise<void> {
  checkRange(flags);
  const outputOf = outputNaming(inputs, flags);
  const intoFolder = outputOf.folder;
  const takeAwayIfEmpty =
    intoFolder === undefined || flags.dryRun === true ? () => undefined : openOutputFolder(intoFolder);
  try {
    await runBatch(context, flags, inputs, async (engine, input, hooks, reporter) => {
      const request = requestFor(input, await outputOf.path(engine, input), flags, intoFolder !== undefined);
      if (flags.dryRun === true) {
        const plan = await engine.plan(request);
        reporter.result('plan', plan, (paint) => planLines(plan, paint));
        return;
      }
      const summary = await engine.enhance(request, hooks);
      reporter.result('enhance', summary, (paint) => enhanceLines(summary, paint));
    });
  } finally {
    takeAwayIfEmpty();
  }
}

interface OutputNaming {
  /** The folder everything goes into; undefined when `-o` is the file itself. */
  readonly folder: string | undefined;
  path(engine: Engine, input: string): Promise<string>;
}

function outputNaming(inputs: readonly string[], flags: EnhanceFlags): OutputNaming {
  const output = requireOutput(flags.output, 'the file, or the folder for several inputs');
  const many = inputs.length > 1 || inputs.some(isFolder);
  if (!many && !looksLikeFolder(output)) {
    return { folder: undefined, path: async () => output };
  }
  if (!looksLikeFolder(output)) {
    throw new StudioError('usage', `-o must name a folder for several inputs; ${output} is a file name.`);
  }
  if (many && flags.project !== undefined) {
    throw new StudioError('usage', '--project is for one input; leave it out, and each output gets its own.');
  }
  const taken = new Set<string>();
  return {
    folder: output,
    path: async (engine, input) => {
      const { kind } = await engine.probe(input);
      return path.join(output, outputName(input, kind, flags.codec, taken));
    },
  };
}

function requestFor(input: string, output: string, flags: EnhanceFlags, intoFolder: boolean): EnhanceOptions {
  const ancestors =
    flags.exportAncestors !== undefined && intoFolder
      ? path.join(flags.exportAncestors, path.parse(output).name)
      : flags.exportAncestors;
  // Two inputs of one name in a batch: the second one's output has a number, and so has its project.
  const numbered = /-enhanced(-\d+)$/.exec(path.parse(output).name);
  const project =
    intoFolder && numbered !== null && flags.project === undefined
      ? path.join(path.dirname(output), `${path.parse(input).name}${numbered[1]}.facet`)
      : flags.project;
  return checkedRequest(enhanceOptionsSchema, {
    ...clipRequest(input, flags),
    output,
    overwrite: flags.overwrite === true,
    task: flags.task,
    scale: flags.scale,
    prior: flags.prior,
    strength: flags.strength,
    vividness: flags.vividness,
    thorough: flags.thorough === true,
    steady: flags.steady,
    faces: flags.faces,
    references: flags.reference ?? [],
    ownFrames: flags.ownFrames,
    ...(flags.model === undefined ? {} : { restorer: flags.model }),
    ...(flags.modelParameter === undefined ? {} : { modelParameters: flags.modelParameter }),
    ...(flags.upscaler === undefined ? {} : { upscaler: flags.upscaler }),
    encoding: { codec: flags.codec, quality: flags.quality, preset: flags.preset, hardware: flags.hardware },
    sideBySide: flags.sideBySide === true,
    ...(project === undefined ? {} : { project }),
    ...(ancestors === undefined ? {} : { exportAncestors: ancestors }),
  });
}
