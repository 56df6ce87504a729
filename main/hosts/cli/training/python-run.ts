/** What Python is to do: a script of native-models/training and its arguments. */
export interface PythonRun {
  /** Relative to native-models/training. */
  readonly script: string;
  readonly args: readonly string[];
}

export const trainable = ['restore', 'sr', 'deblur', 'vrn'] as const;
export const trainingPriors = ['none', 'coeff', 'render', 'both', 'mixed'] as const;
export const testable = ['restore', 'sr', 'deblur'] as const;

export interface TrainingFlags {
  readonly data: string;
  readonly run: string;
  readonly datalist?: string;
  readonly prior: (typeof trainingPriors)[number];
  readonly size: 'small' | 'large';
  readonly device: 'cpu' | 'cuda';
  readonly steps?: number;
  readonly minutes?: number;
  readonly batch: number;
  readonly seed: number;
}

/** Probabilities of none, coeff, render and both while training; mixed serves every `--prior` with one set of weights. */
const modesOf: Readonly<Record<TrainingFlags['prior'], string>> = {
  none: '1,0,0,0',
  coeff: '0,1,0,0',
  render: '0,0,1,0',
  both: '0,0,0,1',
  mixed: '.3,.05,.28,.37',
};

/** Without `--steps` and `--minutes`: about an hour on one core of a server. */
const usualSteps = 12_000;

/** The command lines of the ancestors' training phases. */
export function trainingRun(task: (typeof trainable)[number], flags: TrainingFlags): PythonRun {
  const option = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, String(value)];
  const length = [
    ...option('steps', flags.steps ?? (flags.minutes === undefined ? usualSteps : undefined)),
    ...option('minutes', flags.minutes),
  ];
  const shared = [
    ...option('run', flags.run),
    ...option('batch', flags.batch),
    ...option('seed', flags.seed),
  ];
  if (task === 'vrn') {
    const args = [
      ...option('samples', flags.data),
      ...option('portraits', flags.datalist),
      ...shared,
      ...length,
    ];
    return { script: 'volumetric/train_volumetric.py', args };
  }
  const network = [...option('size', flags.size), ...option('modes', modesOf[flags.prior])];
  const special = { restore: [], sr: option('factors', '.1,.4,.5'), deblur: option('beside', 6) }[task];
  return {
    script: 'train.py',
    args: [
      ...[...option('task', task), ...option('data', flags.data), ...option('datalist', flags.datalist)],
      ...[...shared, ...network, ...special, ...length],
      ...option('device', flags.device),
    ],
  };
}

export interface TestFlags {
  readonly data: string;
  readonly model: string;
  readonly figures?: string;
  readonly sheet?: string;
}

const measures: Readonly<Record<(typeof testable)[number], string>> = {
  restore: 'evaluate.py',
  sr: 'evaluate_super_resolution.py',
  deblur: 'evaluate_deblurring.py',
};

/** Figures on people that no training saw. */
export function testRun(task: (typeof testable)[number], flags: TestFlags): PythonRun {
  const figures = flags.figures === undefined ? [] : ['--json', flags.figures];
  const sheet = flags.sheet === undefined ? [] : ['--sheet', flags.sheet];
  return {
    script: measures[task],
    args: ['--data', flags.data, '--model', flags.model, ...figures, ...sheet],
  };
}
