import { Command } from 'commander';
import { exitCodes } from '../../../../preload/contract/errors';
import { ModelStore, type ModelStatus } from '../../../engine/models/model-store';
import { examples } from '../help-page';
import type { CommandContext, GlobalOptions } from '../program';
import type { Paint } from '../report/paint';
import { fileSize } from '../report/quantities';
import { tableLines } from '../report/table';

export function modelsCommand(context: CommandContext): Command {
  return new Command('models')
    .summary('list the models and check their files')
    .description('Lists the models with their licences and checks each file against its hash.')
    .addHelpText('after', examples(['facet models'], ['facet models --json', 'sources and full hashes too']))
    .action(async (_flags: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      const store = new ModelStore(options.modelsFolder);
      const models = await store.list();
      const value = {
        folder: store.folder,
        models: models.map(({ entry, ...rest }) => ({ ...entry, ...rest })),
      };
      context.reporter(options).result('models', value, (paint) => modelLines(models, store.folder, paint));
      context.finish(
        models.some(({ state }) => state === 'missing')
          ? exitCodes['model-missing']
          : models.some(({ state }) => state === 'corrupt')
            ? exitCodes['model-corrupt']
            : 0,
      );
    });
}

const stateColours = { ok: 'green', missing: 'red', corrupt: 'red' } as const;

export function modelLines(models: readonly ModelStatus[], folder: string, paint: Paint): string[] {
  const [header, ...rows] = tableLines(
    [
      { title: 'model' },
      { title: 'job' },
      { title: 'version' },
      { title: 'size', align: 'right' },
      { title: 'licence' },
      { title: 'sha256' },
      { title: 'file' },
    ],
    models.map(({ entry, bytes, state }) => [
      paint('bold', entry.id),
      entry.job,
      entry.version,
      fileSize(bytes),
      entry.licence,
      entry.sha256.slice(0, 12),
      paint(stateColours[state], state),
    ]),
  );
  const total = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return [paint('dim', header), ...rows, paint('dim', `${fileSize(total)} in ${folder}`)];
}
