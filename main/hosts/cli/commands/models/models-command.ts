import { Command } from 'commander';
import { examples } from '../../help-page';
import type { CommandContext } from '../../program';
import { addModelCommand } from './add-model';
import { catalogueCommand, fetchModelCommand } from './fetch-model';
import { listModels } from './list-models';
import { removeModelCommand } from './remove-model';

/** `facet models`: the list, and what changes it. */
export function modelsCommand(context: CommandContext): Command {
  return new Command('models')
    .summary('list the models, check their files, add your own')
    .description(
      'Lists the models with their licences and checks each file against its hash. Commands below it add networks and face models of other projects and take them away.',
    )
    .addCommand(addModelCommand(context))
    .addCommand(removeModelCommand(context))
    .addCommand(catalogueCommand(context))
    .addCommand(fetchModelCommand(context))
    .addHelpText(
      'after',
      examples(
        ['facet models'],
        ['facet models --json', 'sources and full hashes too'],
        ['facet models add gfpgan.onnx --licence Apache-2.0', 'a network of your own'],
        ['facet models catalogue', 'what can be fetched'],
        ['facet enhance talk.mp4 -o out.mp4 --model gfpgan'],
      ),
    )
    .action(async (_flags: unknown, self: Command) => listModels(context, self));
}
