import { Argument, Command, Option } from 'commander';
import { z } from 'zod';
import { watchInterrupts } from '../cancellation';
import { choiceOption } from '../clip-options';
import { examples } from '../help-page';
import { choice, numberFor } from '../option-values';
import type { CommandContext, GlobalOptions } from '../program';
import { pythonOption } from '../training/python-option';
import {
  testable,
  testRun,
  trainable,
  trainingPriors,
  trainingRun,
  type PythonRun,
  type TestFlags,
  type TrainingFlags,
} from '../training/python-run';

type PythonFlags = GlobalOptions & { readonly python: string };

const whole = numberFor(z.number().int().positive(), 'a whole number from 1');

export function trainCommand(context: CommandContext): Command {
  return new Command('train')
    .summary('train a network of your own (needs Python with PyTorch)')
    .description(
      'Trains one of the networks on prepared data and goes on where an earlier run into the same folder stopped. native-models/training/README.md says how data is prepared and weights are exported.',
    )
    .addArgument(new Argument('<task>', trainable.join(', ')).argParser(choice(trainable)))
    .requiredOption('--data <folder>', 'prepared data; of vrn its samples')
    .requiredOption('--run <folder>', 'where the state and the log are kept')
    .option('--datalist <file>', 'file names of the portraits to train with, one a line (vrn needs one)')
    .addOption(
      choiceOption('--prior <mode>', 'what guides the network (not of vrn)', trainingPriors, 'mixed'),
    )
    .addOption(
      choiceOption(
        '--size <name>',
        'widths of the network (not of vrn)',
        ['small', 'large'] as const,
        'small',
      ),
    )
    .addOption(choiceOption('--device <name>', 'where to train (vrn: cpu)', ['cpu', 'cuda'] as const, 'cpu'))
    .addOption(new Option('--steps <n>', 'steps altogether (default: 12000)').argParser(whole))
    .addOption(new Option('--minutes <n>', 'time of this run instead').argParser(whole).conflicts('steps'))
    .addOption(new Option('--batch <n>', 'samples a step').argParser(whole).default(16))
    .addOption(new Option('--seed <n>', 'the same seed gives the same weights').argParser(whole).default(20))
    .addOption(pythonOption())
    .addHelpText(
      'after',
      examples(
        ['facet train sr --data data --run run --size large'],
        ['facet train deblur --data data --run run --prior render --minutes 60'],
      ),
    )
    .action(async (task: (typeof trainable)[number], _flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<TrainingFlags & PythonFlags>();
      if (task === 'vrn' && flags.datalist === undefined) {
        self.error('error: vrn needs --datalist: the portraits that are not held out (split.py --training)');
      }
      await perform(context, flags, trainingRun(task, flags));
    });
}

export function testCommand(context: CommandContext): Command {
  return new Command('test')
    .summary('measure a trained network on people it never saw (needs Python)')
    .addOption(choiceOption('--phase <name>', 'which protocol', testable, 'restore'))
    .requiredOption('--data <folder>', 'prepared data')
    .requiredOption('--model <file>', 'the exported .onnx')
    .option('--figures <file>', 'write the figures as JSON')
    .option('--sheet <path>', 'draw a sheet of pictures: a .png, of sr a folder')
    .addOption(pythonOption())
    .addHelpText('after', examples(['facet test --phase sr --data data --model sr.onnx']))
    .action(async (_flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<TestFlags & PythonFlags & { phase: (typeof testable)[number] }>();
      await perform(context, flags, testRun(flags.phase, flags));
    });
}

async function perform(context: CommandContext, flags: PythonFlags, run: PythonRun): Promise<void> {
  const reporter = context.reporter(flags);
  const cancellation = watchInterrupts(context.host, () => reporter.remark('Stopping …'));
  try {
    const runPython = await context.host.loadTraining();
    await runPython(flags.python, run, cancellation.signal);
  } finally {
    cancellation.dispose();
  }
}
