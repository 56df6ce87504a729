import { StudioError } from '../../../engine/errors/studio-error';
import { watchInterrupts } from '../cancellation';
import type { CommandContext, GlobalOptions } from '../program';

export interface DocumentFlags extends GlobalOptions {
  readonly figures: string;
  readonly with: readonly string[];
  readonly python: string;
  readonly output: string;
  readonly update?: boolean;
}

/**
 * `facet lab reproduce --figures`: the tables and pictures of README and docs, by the program of the checkout that knows
 * them (scripts/figures).
 */
export async function reproduceDocuments(
  context: CommandContext,
  given: readonly string[],
  flags: DocumentFlags,
): Promise<void> {
  if (given.length > 0) {
    throw new StudioError(
      'usage',
      `--figures takes its material by name: --with portraits=${given[0]}. \`facet lab reproduce --figures list\` says what there is.`,
    );
  }
  const reporter = context.reporter(flags);
  const cancellation = watchInterrupts(context.host, () => reporter.remark('Stopping …'));
  const args = [
    ...['--figures', flags.figures, '-o', flags.output],
    ...['--with', `python=${flags.python}`, ...flags.with.flatMap((word) => ['--with', word])],
    ...(flags.update === true ? ['--update'] : []),
    ...(flags.json === true ? ['--json'] : []),
  ];
  try {
    const runFigures = await context.host.loadFigures();
    const exitCode = await runFigures(args, cancellation.signal);
    if (exitCode !== 0) context.finish(exitCode);
  } finally {
    cancellation.dispose();
  }
}
