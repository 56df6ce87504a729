import { Command } from 'commander';
import { analyseOptionsSchema } from '../../../../preload/contract/options';
import { StudioError } from '../../../engine/errors/studio-error';
import { runBatch } from '../batch';
import { checkRange, checkedRequest } from '../checked-request';
import { addClipOptions, clipRequest, type ClipOptions } from '../clip-options';
import { isFolder } from '../output-paths';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import { analysisLines } from '../report/outcomes';

export function analyseCommand(context: CommandContext): Command {
  const command = new Command('analyse')
    .alias('analyze')
    .summary('find the people of a clip and fit their faces')
    .description(
      'Finds the people of a clip, fits one 3D face to each, and keeps the result for later commands.',
    )
    .usage('<inputs…> [options]')
    .argument('<inputs...>', 'videos, photos or folders');
  return addClipOptions(command)
    .addHelpText(
      'after',
      examples(
        ['facet analyse talk.mp4', 'writes talk.facet/ beside it, lists the people'],
        ['facet analyse talk.mp4 --json', 'the same for a program'],
      ),
    )
    .action(async (inputs: string[], _flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<ClipOptions & GlobalOptions>();
      checkRange(flags);
      if (flags.project !== undefined && (inputs.length > 1 || inputs.some(isFolder))) {
        throw new StudioError('usage', '--project is for one input; leave it out, and each gets its own.');
      }
      await runBatch(context, flags, inputs, async (engine, input, hooks, reporter) => {
        const request = checkedRequest(analyseOptionsSchema, clipRequest(input, flags));
        const summary = await engine.analyse(request, hooks);
        reporter.result('analyse', summary, (paint) => analysisLines(summary, paint));
      });
    });
}
