import { Command, Option } from 'commander';
import { z } from 'zod';
import { isCancelled, toErrorReport } from '../../../engine/errors/studio-error';
import { watchInterrupts } from '../cancellation';
import { examples } from '../help-page';
import { numberFor } from '../option-values';
import type { CommandContext, GlobalOptions } from '../program';

interface ServeFlags extends GlobalOptions {
  readonly port?: number;
  readonly address: '127.0.0.1' | '::1';
  readonly open?: boolean;
  readonly uploads?: string;
}

export function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .summary('open the studio in a browser')
    .description(
      'Serves the studio to a browser on this machine: all that the window does, for boxes without a screen. ' +
        'From elsewhere: ssh -L 7878:127.0.0.1:7878 the-box, then open the printed address.',
    )
    .argument('[paths...]', 'videos, photos and folders to import')
    .addOption(
      new Option(
        '--port <n>',
        'port of the loopback server, 0 for any free one (default: 7878, or any where that is taken)',
      ).argParser(numberFor(z.number().int().min(0).max(65_535), 'a whole number from 0 to 65535')),
    )
    .addOption(
      new Option('--address <address>', 'loopback address to listen on')
        .choices(['127.0.0.1', '::1'])
        .default('127.0.0.1'),
    )
    .option('--open', 'show it in the browser')
    .option('--uploads <folder>', 'where files sent from the browser, and their results, are kept')
    .addHelpText(
      'after',
      examples(
        ['facet serve --open', 'the studio in your browser'],
        ['facet serve talk.mp4 holiday/', 'with these already imported'],
        ['facet serve --port 0 --json', 'for a program: {"event":"result", … "url"}'],
      ),
    )
    .action(async (paths: string[], _flags: unknown, self: Command) => {
      await serveStudio(context, self.optsWithGlobals<ServeFlags>(), paths);
    });
}

async function serveStudio(
  context: CommandContext,
  flags: ServeFlags,
  paths: readonly string[],
): Promise<void> {
  const { host } = context;
  const reporter = context.reporter(flags);
  const interrupts = watchInterrupts(host, () => reporter.remark('Closing the studio …'));
  const stopped = new Promise<void>((resolve) =>
    interrupts.signal.addEventListener('abort', () => resolve()),
  );
  try {
    const startBrowserStudio = await host.loadServer();
    const studio = await startBrowserStudio({
      settings: context.settings(flags),
      ...(flags.port === undefined ? {} : { port: flags.port }),
      address: flags.address,
      ...(flags.uploads === undefined ? {} : { uploadsFolder: flags.uploads }),
      onEngine: ({ engine, engineError }) => {
        if (engineError === undefined) return;
        const message =
          engine === 'stopped' ? `The engine is down. ${engineError.message}` : engineError.message;
        reporter.notice({ level: 'warning', message });
      },
    });
    try {
      const { url, port } = studio;
      reporter.result('serve', { url, port }, (paint) => [
        `The studio is at ${paint('bold', url)}`,
        paint('dim', 'The address holds the key to it: give it to nobody. Ctrl-C closes the studio.'),
      ]);
      if (flags.open === true && !(await host.openBrowser(url))) {
        reporter.remark('No browser could be opened here. Open the address yourself.');
      }
      if (paths.length > 0)
        await importAll(studio, paths, (message) => reporter.notice({ level: 'warning', message }));
      await stopped;
    } finally {
      await studio.close();
    }
  } finally {
    interrupts.dispose();
    reporter.close();
  }
}

/** A path that cannot be imported does not close the studio. */
async function importAll(
  studio: { importPaths(paths: readonly string[]): Promise<void> },
  paths: readonly string[],
  warn: (message: string) => void,
): Promise<void> {
  try {
    await studio.importPaths(paths);
  } catch (error) {
    if (!isCancelled(error)) warn(toErrorReport(error).message);
  }
}
