import type { Command } from 'commander';
import { exitCodes } from '../../../../../preload/contract/errors';
import { ModelStore, type ModelStatus } from '../../../../engine/models/model-store';
import type { CommandContext, GlobalOptions } from '../../program';
import type { Paint } from '../../report/paint';
import { fileSize } from '../../report/quantities';
import { tableLines } from '../../report/table';

/** Checks every model's file and prints the list. */
export async function listModels(context: CommandContext, self: Command): Promise<void> {
  const options = self.optsWithGlobals<GlobalOptions>();
  const { modelsFolder, userModelsFolder } = context.settings(options);
  const store = new ModelStore(modelsFolder, userModelsFolder);
  const models = await store.list();
  const reporter = context.reporter(options);
  for (const message of await store.problems()) reporter.notice({ level: 'warning', message });
  const value = {
    folder: store.folder,
    userFolder: store.userFolder,
    models: models.map(({ entry, ...rest }) => ({ ...entry, ...rest })),
  };
  reporter.result('models', value, (paint) => modelLines(models, store, paint));
  context.finish(
    models.some(({ state }) => state === 'missing')
      ? exitCodes['model-missing']
      : models.some(({ state }) => state === 'corrupt')
        ? exitCodes['model-corrupt']
        : 0,
  );
}

const stateColours = { ok: 'green', missing: 'red', corrupt: 'red' } as const;

export function modelLines(
  models: readonly ModelStatus[],
  { folder, userFolder }: Pick<ModelStore, 'folder' | 'userFolder'>,
  paint: Paint,
): string[] {
  const [header, ...rows] = tableLines(
    [
      { title: 'model' },
      { title: 'job' },
      { title: 'version' },
      { title: 'size', align: 'right' },
      { title: 'licence' },
      { title: 'sha256' },
      { title: 'from' },
      { title: 'file' },
    ],
    models.map(({ entry, builtIn, bytes, state }) => [
      paint('bold', entry.id),
      entry.job,
      entry.version,
      fileSize(bytes),
      entry.licence,
      entry.sha256.slice(0, 12),
      builtIn ? 'built in' : 'you',
      paint(stateColours[state], state),
    ]),
  );
  const sizeOf = (builtIn: boolean) =>
    fileSize(models.reduce((sum, model) => sum + (model.builtIn === builtIn ? model.bytes : 0), 0));
  const own = models.some(({ builtIn }) => !builtIn);
  return [
    paint('dim', header),
    ...rows,
    paint('dim', `${sizeOf(true)} in ${folder}`),
    ...(own ? [paint('dim', `${sizeOf(false)} in ${userFolder ?? ''}`)] : []),
  ];
}
