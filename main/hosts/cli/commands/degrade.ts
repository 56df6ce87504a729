import { Command, Option } from 'commander';
import {
  degradeOptionsSchema,
  degradeRecipeSchema,
  type DegradeRecipe,
  type DegradeStepRequest,
} from '../../../../preload/contract/degrade';
import { readRecipe } from '../../../engine/degrade/read-recipe';
import { StudioError } from '../../../engine/errors/studio-error';
import { runBatch } from '../batch';
import { checkedRequest } from '../checked-request';
import { examples } from '../help-page';
import { numberFor } from '../option-values';
import { requireOutput } from '../output-paths';
import type { CommandContext, GlobalOptions } from '../program';
import { addRecipeShortcuts, withLowFlags, type LowFlags } from '../recipe-options';
import { degradeLines } from '../report/outcomes';

interface DegradeFlags extends GlobalOptions, LowFlags {
  readonly output?: string;
  readonly recipe?: string;
  readonly seed?: number;
  readonly frames?: boolean;
}

export function degradeCommand(context: CommandContext): Command {
  const steps: DegradeStepRequest[] = [];
  const command = new Command('degrade')
    .summary('make poor copies of sharp videos and photos')
    .description('Makes poor copies of sharp videos and photos, to measure or to train on.')
    .usage('<inputs…> -o <folder> [options]')
    .argument('<inputs...>', 'videos, photos or folders')
    .optionsGroup('What to make:')
    .option('-o, --output <folder>', 'the folder of the data set')
    .option('--recipe <file>', 'the steps as JSON, see docs/degrade.md; instead of the options below')
    .addOption(
      new Option('--seed <n>', 'of the noise (default: the recipe’s, or 0)').argParser(
        numberFor(degradeRecipeSchema.shape.seed, 'a whole number from 0'),
      ),
    )
    .option('--frames', 'write sharp and poor frames as PNG, with datalist files');
  return addRecipeShortcuts(command, steps)
    .addHelpText(
      'after',
      examples(
        ['facet degrade portraits/ -o small/ --low 16', '16 pixels on the shorter side'],
        ['facet degrade talk.mp4 -o blurred/ --blur-frames 9 --frames', 'as the deblurring papers do'],
        ['facet degrade talk.mp4 -o poor/ --low 1/4 --noise 4 --h264 32'],
        ['facet degrade clips/ -o set/ --recipe recipe.json --seed 7'],
      ),
    )
    .action(async (inputs: string[], _flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<DegradeFlags>();
      const output = requireOutput(flags.output, 'the folder of the data set');
      const recipe = await recipeOf(flags, steps);
      await runBatch(context, flags, inputs, async (engine, input, hooks, reporter) => {
        const request = { input, output, recipe, frames: flags.frames === true };
        const summary = await engine.degrade(checkedRequest(degradeOptionsSchema, request), hooks);
        reporter.result('degrade', summary, (paint) => degradeLines(summary, paint));
      });
    });
}

async function recipeOf(flags: DegradeFlags, steps: readonly DegradeStepRequest[]): Promise<DegradeRecipe> {
  const seed = flags.seed === undefined ? {} : { seed: flags.seed };
  if (flags.recipe !== undefined) {
    if (steps.length > 0) {
      throw new StudioError('usage', 'Give the steps in --recipe or as options, not both.');
    }
    return { ...(await readRecipe(flags.recipe)), ...seed };
  }
  if (steps.length === 0) {
    throw new StudioError('usage', 'Say what shall happen: --low 16, --blur-frames 9, … or --recipe <file>.');
  }
  return checkedRequest(degradeRecipeSchema, { steps: withLowFlags(steps, flags), ...seed });
}
