import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  degradeStepSchema,
  resizeFilterSchema,
  type DegradeStepRequest,
  type ResizeFilter,
} from '../../../preload/contract/degrade';
import { choice } from './option-values';

/** What of `--low` is said by options of its own. */
export interface LowFlags {
  readonly kernel?: ResizeFilter;
  /** False with `--no-antialias`. */
  readonly antialias?: boolean;
  readonly grow?: ResizeFilter;
}

/** The shortcuts that take one number: flag, what the number is, its step. */
const shortcuts: readonly (readonly [string, string, (value: number) => DegradeStepRequest])[] = [
  ['--blur-frames <n>', 'motion blur: the mean of so many frames', (frames) => ({ step: 'motion', frames })],
  ['--defocus <px>', 'a lens out of focus: radius of the disc', (radius) => ({ step: 'defocus', radius })],
  ['--blur <px>', 'Gaussian blur: sigma', (sigma) => ({ step: 'blur', sigma })],
  ['--noise <levels>', 'Gaussian noise: sigma, of 255', (sigma) => ({ step: 'noise', sigma })],
  [
    '--shot-noise <n>',
    'noise of light: photons that make white',
    (photons) => ({ step: 'shot-noise', photons }),
  ],
  ['--jpeg <quality>', 'JPEG, 1 to 100', (quality) => ({ step: 'jpeg', quality })],
  ['--h264 <crf>', 'H.264, CRF 0 to 51', (crf) => ({ step: 'h264', crf })],
  ['--mpeg1 <q>', 'MPEG-1, quantiser 1 to 31', (quantiser) => ({ step: 'mpeg1', quantiser })],
  ['--mpeg2 <q>', 'MPEG-2, quantiser 1 to 31', (quantiser) => ({ step: 'mpeg2', quantiser })],
  ['--mpeg4 <q>', 'MPEG-4, quantiser 1 to 31', (quantiser) => ({ step: 'mpeg4', quantiser })],
];

/** Adds the shortcuts; `steps` fills in the order they are given on the command line. */
export function addRecipeShortcuts(command: Command, steps: DegradeStepRequest[]): Command {
  command.optionsGroup('What happens, in the order given:').addOption(
    new Option('--low <size>', 'fewer pixels: 16 = shorter side, 1/4 = a quarter of the size').argParser(
      (text: string) => {
        const factor = /^1\/(\d+(?:\.\d+)?)$/.exec(text)?.[1];
        add(
          steps,
          factor === undefined
            ? { step: 'low', size: Number(text) }
            : { step: 'low', factor: Number(factor) },
        );
        return text;
      },
    ),
  );
  for (const [flags, description, stepOf] of shortcuts) {
    command.addOption(
      new Option(flags, description).argParser((text: string) => {
        add(steps, stepOf(text.trim() === '' ? Number.NaN : Number(text)));
        return text;
      }),
    );
  }
  const kernel = choice(resizeFilterSchema.options);
  const names = resizeFilterSchema.options.join(', ');
  return command
    .optionsGroup('How --low is done:')
    .addOption(new Option('--kernel <name>', `${names} (default: bicubic)`).argParser(kernel))
    .option('--no-antialias', 'let fine patterns alias')
    .addOption(
      new Option('--grow <name>', 'enlarge to the size before again, by this kernel').argParser(kernel),
    );
}

/** The steps with what the options of `--low` say. */
export function withLowFlags(
  steps: readonly DegradeStepRequest[],
  { kernel, antialias, grow }: LowFlags,
): DegradeStepRequest[] {
  return steps.map((step) =>
    step.step === 'low'
      ? {
          ...step,
          antialias: antialias !== false,
          ...(kernel === undefined ? {} : { kernel }),
          ...(grow === undefined ? {} : { grow }),
        }
      : step,
  );
}

function add(steps: DegradeStepRequest[], step: DegradeStepRequest): void {
  const checked = degradeStepSchema.safeParse(step);
  if (!checked.success) throw new InvalidArgumentError(`${checked.error.issues[0].message}.`);
  steps.push(step);
}
