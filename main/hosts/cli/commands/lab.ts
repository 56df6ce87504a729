import { Command, Option } from 'commander';
import { version } from '../../../../package.json';
import {
  labBaseline,
  labFactorSchema,
  labOptionsSchema,
  usualLabMethods,
  type LabFactor,
  type LabRequest,
  type LabSummary,
} from '../../../../preload/contract/lab';
import { labClipOptionsSchema, type LabClipRow } from '../../../../preload/contract/lab-clips';
import { deviceSchema } from '../../../../preload/contract/options';
import { readRecipe } from '../../../engine/degrade/read-recipe';
import { labCommandLine } from '../../../engine/lab/lab-command-line';
import { withEngine } from '../batch';
import { checkedRequest } from '../checked-request';
import { choiceOption } from '../clip-options';
import { examples } from '../help-page';
import { choices, numberFor } from '../option-values';
import { openOutputFolder } from '../output-paths';
import type { CommandContext, GlobalOptions } from '../program';
import type { Paint } from '../report/paint';
import { counted, duration } from '../report/quantities';
import { tableLines } from '../report/table';
import { reproduceCommand } from './lab-reproduce';

interface LabFlags extends GlobalOptions {
  readonly output: string;
  readonly methods?: string[];
  readonly factors?: string[];
  readonly antialias: boolean;
  readonly frames: number;
  readonly clips?: boolean;
  readonly fits?: boolean;
  readonly memory?: boolean;
  readonly recipe?: string;
  readonly seconds: number;
  readonly seed: number;
  readonly device: LabRequest['device'];
}

const { framesPerClip, seed, device } = labOptionsSchema.shape;
const factorWords = labFactorSchema.options.map(({ value }) => String(value));

export function labCommand(context: CommandContext): Command {
  return new Command('lab')
    .summary('measure how well faces come back, and write a report')
    .description(
      'Makes sharp faces of your own small, brings them back by many methods, measures each against the sharp one, and writes a report.',
    )
    .usage('<material…> [-o <folder>] [options]')
    .addCommand(reproduceCommand(context))
    .argument('<material...>', 'sharp portraits, clips, or folders of them')
    .optionsGroup('What to compare:')
    .option('-o, --output <folder>', 'the folder of the report', 'facet-lab')
    .addOption(
      new Option(
        '--methods <list>',
        `only these, with commas between (default: ${usualLabMethods.join(', ')}, and your own models)`,
      ).argParser((text) => text.split(',').map((word) => word.trim())),
    )
    .addOption(
      new Option(
        '--factors <list>',
        `how much smaller, with commas between: ${factorWords.join(', ')} (default: all)`,
      ).argParser(choices(factorWords)),
    )
    .option('--no-antialias', 'shrink without antialiasing, as some papers do')
    .addOption(
      new Option('--frames <n>', 'frames to look at of a clip, spread evenly over it; 0: none')
        .argParser(numberFor(framesPerClip, 'a whole number from 0 to 1000'))
        .default(framesPerClip.parse(undefined)),
    )
    .option('--clips', 'also make the clips poor, restore them whole, and measure them')
    .option('--recipe <file>', 'how clips are made poor, as of `facet degrade` (default: half size, H.264)')
    .addOption(
      new Option('--seconds <n>', 'of each clip, from its beginning')
        .argParser(numberFor(labClipOptionsSchema.shape.seconds, 'a number of seconds up to 600'))
        .default(labClipOptionsSchema.parse({}).seconds),
    )
    .option('--fits', 'also fit 3D faces at many sizes, before and after super-resolution')
    .option('--memory', 'also measure the peak memory of each method, in a process of its own')
    .addOption(
      new Option('--seed <n>', 'of the intervals')
        .argParser(numberFor(seed, 'a whole number from 0'))
        .default(seed.parse(undefined)),
    )
    .addOption(
      choiceOption(
        '--device <name>',
        'where the networks run',
        deviceSchema.options,
        device.parse(undefined),
      ),
    )
    .addHelpText(
      'after',
      examples(
        ['facet lab portraits/'],
        ['facet lab talk.mp4 -o report/', 'twelve frames of a clip'],
        ['facet lab talk.mp4 --clips', 'also the whole clip, made poor and restored'],
        ['facet lab portraits/ --methods lanczos,sr:both,my-model --factors 8', 'your model beside ours'],
      ),
    )
    .action(async (material: string[], _flags: unknown, self: Command) => {
      await lab(context, material, self.optsWithGlobals<LabFlags>());
    });
}

async function lab(context: CommandContext, material: readonly string[], flags: LabFlags): Promise<void> {
  const factors = flags.factors?.map((word) => Number(word) as LabFactor);
  const options = checkedRequest(labOptionsSchema, {
    material: [...material],
    outputFolder: flags.output,
    ...(flags.methods === undefined ? {} : { methods: flags.methods }),
    ...(factors === undefined ? {} : { factors }),
    antialias: flags.antialias,
    framesPerClip: flags.frames,
    ...(flags.clips === true ? { clips: await clipOptions(flags) } : {}),
    fits: flags.fits === true,
    memory: flags.memory === true,
    seed: flags.seed,
    device: flags.device,
  });
  const takeAwayIfEmpty = openOutputFolder(flags.output);
  try {
    await withEngine(context, flags, async (engine, hooks, reporter) => {
      const made = { command: labCommandLine(options), version };
      const summary = await engine.lab({ ...options, made }, hooks);
      reporter.result('lab', summary, (paint) => labLines(summary, paint));
    });
  } finally {
    takeAwayIfEmpty();
  }
}

async function clipOptions({ recipe, seconds }: LabFlags) {
  return { seconds, ...(recipe === undefined ? {} : { recipe: await readRecipe(recipe) }) };
}

/** A table of one line a method, the gains of every size beside each other. */
export function labLines(
  { rows, report, pictures, people, leftOut, seconds, clipRows }: LabSummary,
  paint: Paint,
): string[] {
  const factors = [...new Set(rows.map(({ factor }) => factor))];
  const methods = [...new Set(rows.map(({ method }) => method))];
  const gainText = (factor: LabFactor, method: string) => {
    const row = rows.find((one) => one.factor === factor && one.method === method);
    if (row === undefined) return '';
    return `${row.means.psnr.mean.toFixed(2)} dB (${row.gain.mean < 0 ? '' : '+'}${row.gain.mean.toFixed(2)})`;
  };
  const table = tableLines(
    [
      { title: 'method' },
      ...factors.map((factor) => ({ title: `${128 / factor} → 128`, align: 'right' as const })),
    ],
    methods.map((method) => [method, ...factors.map((factor) => gainText(factor, method))]),
  );
  const measured = `${counted(pictures, 'picture')} of ${counted(people, 'person', 'people')}`;
  return [
    `${paint('green', '✔')} ${rows.length === 0 ? 'whole clips' : measured} in ${duration(seconds)}; Y-PSNR, and over ${labBaseline}`,
    ...(rows.length === 0 ? [] : table.map((line, index) => `  ${index === 0 ? paint('dim', line) : line}`)),
    ...(clipRows === undefined ? [] : clipLines(clipRows, paint)),
    ...(leftOut.length === 0
      ? []
      : [`  ${paint('dim', 'left out')}  ${counted(leftOut.length, 'file')} without a large enough face`]),
    `  ${paint('dim', 'report')}  ${paint('bold', report)}`,
  ];
}

/** The whole clips, a method a line. */
function clipLines(rows: readonly LabClipRow[], paint: Paint): string[] {
  const right = (title: string) => ({ title, align: 'right' as const });
  const table = tableLines(
    [{ title: 'whole clips' }, right('Y-PSNR'), right('identity'), right('flicker'), right('ms a frame')],
    rows.map(({ method, means, gain, milliseconds }) => [
      method,
      `${means.psnr.mean.toFixed(2)} dB (${gain.mean < 0 ? '' : '+'}${gain.mean.toFixed(2)})`,
      means.identity.mean.toFixed(3),
      means.flicker.mean.toFixed(3),
      milliseconds.toFixed(0),
    ]),
  );
  return table.map((line, index) => `  ${index === 0 ? paint('dim', line) : line}`);
}
