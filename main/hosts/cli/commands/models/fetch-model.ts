import { Command } from 'commander';
import type { CatalogueItem } from '../../../../../preload/contract/model-library';
import { StudioError } from '../../../../engine/errors/studio-error';
import { withEngine } from '../../batch';
import { examples } from '../../help-page';
import type { CommandContext, GlobalOptions } from '../../program';
import type { Paint } from '../../report/paint';
import { fileSize } from '../../report/quantities';
import type { Reporter } from '../../report/reporter';
import { tableLines } from '../../report/table';
import { addedLines } from './add-model';

interface FetchFlags extends GlobalOptions {
  readonly acceptLicence?: boolean;
  readonly acceptUnverified?: boolean;
}

export function catalogueCommand(context: CommandContext): Command {
  return new Command('catalogue')
    .summary('list the models that can be fetched')
    .description('Lists models of other projects that can be fetched. Reads a file; asks no server.')
    .addHelpText('after', examples(['facet models catalogue'], ['facet models catalogue --json']))
    .action(async (_flags: unknown, self: Command) => {
      const options = self.optsWithGlobals<GlobalOptions>();
      await withEngine(context, options, async (engine, _hooks, reporter) => {
        const items = await engine.models.catalogue();
        reporter.result('models-catalogue', { models: items }, (paint) => catalogueLines(items, paint));
      });
    });
}

export function fetchModelCommand(context: CommandContext): Command {
  return new Command('fetch')
    .summary('download a model of the catalogue')
    .description(
      'Downloads a model of the catalogue, checks its size and hash, tries it, and adds it. What broke off goes on where it stopped. The only command that uses the network.',
    )
    .argument('<id>', 'as `facet models catalogue` lists it')
    .option('--accept-licence', 'you have read the model’s licence and keep to it')
    .option('--accept-unverified', 'take a file whose hash nobody has published')
    .addHelpText('after', examples(['facet models fetch real-esrgan-x2 --accept-licence']))
    .action(async (id: string, _flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<FetchFlags>();
      await withEngine(context, flags, async (engine, { signal }, reporter) => {
        const request = {
          id,
          acceptLicence: flags.acceptLicence === true,
          acceptUnverified: flags.acceptUnverified === true,
        };
        const onBytes = sayProgress(id, reporter);
        const added = await engine.models.fetch(request, { signal, onBytes }).catch(withFlag(request));
        for (const message of added.notices) reporter.notice({ level: 'info', message });
        reporter.result('models-fetch', added, (paint) => addedLines(added, paint));
      });
    });
}

/** A line for every tenth. */
function sayProgress(id: string, reporter: Reporter): (received: number, total: number | undefined) => void {
  let told = -1;
  return (received, total) => {
    const step = total === undefined ? Math.floor(received / 5e7) : Math.floor((10 * received) / total);
    if (step <= told) return;
    told = step;
    const of = total === undefined ? '' : ` of ${fileSize(total)}`;
    reporter.notice({ level: 'info', message: `${id}: ${fileSize(received)}${of}` });
  };
}

/** The engine asks for consent; here is how a command line gives it. */
function withFlag({ acceptLicence }: { readonly acceptLicence: boolean }) {
  return (error: unknown): never => {
    if (error instanceof StudioError && error.code === 'usage' && /\bAccept\b/.test(error.message)) {
      const flag = acceptLicence ? '--accept-unverified' : '--accept-licence';
      throw new StudioError('usage', `${error.message} Here: ${flag}.`, { cause: error });
    }
    throw error;
  };
}

function catalogueLines(items: readonly CatalogueItem[], paint: Paint): string[] {
  if (items.length === 0) return ['The catalogue is empty.'];
  const [header, ...rows] = tableLines(
    [
      { title: 'model' },
      { title: 'for' },
      { title: 'size', align: 'right' },
      { title: 'licence' },
      { title: 'sha256' },
      { title: 'state' },
    ],
    items.map((item) => [
      paint('bold', item.id),
      { face: 'faces', frame: 'frames', volume: '3D faces', coefficients: '3D faces' }[item.scope],
      sizeOf(item),
      item.licence,
      item.sha256?.slice(0, 12) ?? paint('yellow', 'not known'),
      item.installed
        ? paint('green', 'installed')
        : item.partialBytes > 0
          ? `${fileSize(item.partialBytes)} fetched`
          : '',
    ]),
  );
  return [
    paint('dim', header),
    ...rows,
    ...items.flatMap(({ id, source, terms }) => [
      paint('dim', `${id}: ${source}${terms === undefined ? '' : `. ${terms}`}`),
    ]),
  ];
}

function sizeOf({ bytes, approximateBytes }: CatalogueItem): string {
  if (bytes !== undefined) return fileSize(bytes);
  return approximateBytes === undefined ? '' : `~${fileSize(approximateBytes)}`;
}
