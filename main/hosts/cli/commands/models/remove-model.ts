import { Command } from 'commander';
import { withEngine } from '../../batch';
import { examples } from '../../help-page';
import type { CommandContext, GlobalOptions } from '../../program';

export function removeModelCommand(context: CommandContext): Command {
  return new Command('remove')
    .summary('take one of your models away')
    .description('Removes one of your own models and its file. Those that came with the program stay.')
    .argument('<id>', 'as `facet models` lists it')
    .addHelpText('after', examples(['facet models remove gfpgan']))
    .action(async (id: string, _flags: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      await withEngine(context, options, async (engine, _hooks, reporter) => {
        await engine.models.remove(id);
        reporter.result('models-remove', { id }, () => [`${id} is removed.`]);
      });
    });
}
