import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { version } from '../../../../package.json';
import { labOptionsSchema, type LabFigures } from '../../../../preload/contract/lab';
import { labKnownFiguresSchema } from '../../../../preload/contract/lab-figures';
import { StudioError } from '../../../engine/errors/studio-error';
import { writeAtomically } from '../../../engine/export/write-atomically';
import { documentTables, fillTables } from '../../../engine/lab/reproduce/document-tables';
import { checkFigures, figuresByTable, keptFigures } from '../../../engine/lab/reproduce/known-figures';
import { packageRoot } from '../../../engine/models/package-root';
import { withEngine } from '../batch';
import { checkedRequest } from '../checked-request';
import { examples } from '../help-page';
import { openOutputFolder } from '../output-paths';
import type { CommandContext, GlobalOptions } from '../program';
import { checkLines } from '../report/figure-checks';
import { pythonOption } from '../training/python-option';
import { reproduceDocuments } from './lab-reproduce-documents';

interface ReproduceFlags extends GlobalOptions {
  readonly output: string;
  readonly small?: boolean;
  readonly update?: boolean;
  readonly memory?: boolean;
  readonly figures?: string;
  readonly with: readonly string[];
  readonly python: string;
  readonly kept: string;
}

/** A figure fell: neither a fault nor a failure of the program. */
const fallenExitCode = 1;

/** `facet lab reproduce`: runs what the documentation's tables were made with, and compares. */
export function reproduceCommand(context: CommandContext): Command {
  return new Command('reproduce')
    .summary('make the documentation’s figures again, and compare')
    .description(
      'Runs what the lab’s own tables show, or with --figures any table or picture of README and docs, and compares the figures with those kept; ends with 1 when one fell by more than its noise.',
    )
    .usage('[material…] [--small | --figures <names>] [options]')
    .argument('[material...]', 'the forty portraits and the three clips of docs/lab.md, or folders of them')
    .option('--small', 'what lies in the repository alone: under two minutes on two cores')
    .option('-o, --output <folder>', 'the folder of the report', 'facet-lab')
    .option('--memory', 'also measure the peak memory of each method, in a process of its own')
    .option('--update', 'keep the figures of this run instead, in the documentation too')
    .addOption(
      new Option(
        '--figures <names>',
        'instead of the lab’s own: tables and pictures of README and docs, with commas between; all, or list',
      ).conflicts(['small', 'memory', 'kept']),
    )
    .addOption(
      new Option(
        '--with <material=path>',
        'what they are made from (--figures list says which); may be given again',
      )
        .argParser((word: string, before: readonly string[]) => [...before, word])
        .default([], 'none'),
    )
    .addOption(pythonOption())
    .addOption(
      new Option('--kept <file>', 'where the lab’s own figures are kept').default(
        path.join(packageRoot(), 'docs', 'lab-figures.json'),
        'docs/lab-figures.json',
      ),
    )
    .addHelpText(
      'after',
      examples(
        ['facet lab reproduce --small'],
        [
          'facet lab reproduce portraits/ clips/ --memory',
          'docs/lab-report.html and the tables of docs/lab.md',
        ],
        [
          'facet lab reproduce --figures list',
          'every table of README and docs, what makes it, what it needs',
        ],
        ['facet lab reproduce --figures flicker --with grid=clips/ --with franck=franck.mp4'],
      ),
    )
    .action(async (given: string[], _flags: unknown, self: Command) => {
      const flags = self.optsWithGlobals<ReproduceFlags>();
      if (flags.figures === undefined) await reproduce(context, given, flags);
      else await reproduceDocuments(context, given, { ...flags, figures: flags.figures });
    });
}

async function reproduce(
  context: CommandContext,
  given: readonly string[],
  flags: ReproduceFlags,
): Promise<void> {
  const { output, kept: file } = flags;
  const all = labKnownFiguresSchema.parse(await readKnown(file));
  const which = flags.small === true ? 'small' : 'full';
  const known = all[which];
  const own = known.material?.map((name) => path.join(packageRoot(), name)) ?? [];
  if ((own.length === 0) === (given.length === 0)) {
    throw new StudioError(
      'usage',
      own.length === 0
        ? 'Name the portraits and clips to reproduce the figures with, or take --small.'
        : '--small brings its own pictures; leave the others out.',
    );
  }
  const material = own.length === 0 ? [...given] : own;
  const words = [
    ...['facet lab reproduce', ...(which === 'small' ? ['--small'] : material)],
    ...(flags.memory === true ? ['--memory'] : []),
    ...['-o', output],
  ];
  const made = { command: words.join(' '), version };
  /** Without the folders of this machine. */
  const published = [
    'facet lab reproduce',
    ...material.map((one) => path.basename(one)),
    ...(flags.memory === true ? ['--memory'] : []),
  ].join(' ');
  const request = checkedRequest(labOptionsSchema, {
    ...{ ...known.options, material, outputFolder: output, made, memory: flags.memory === true },
  });
  const takeAwayIfEmpty = openOutputFolder(output);
  try {
    await withEngine(context, flags, async (engine, hooks, reporter) => {
      const { report } = await engine.lab(request, hooks);
      const text = await readFile(path.join(output, 'report.json'), 'utf8');
      const figures = JSON.parse(text) as LabFigures;
      const found = figuresByTable(figures);
      if (flags.update === true) {
        const kept = { ...all, [which]: { ...known, tables: keptFigures(known, found) } };
        await writeAtomically(file, `${JSON.stringify(kept, undefined, 2)}\n`);
        if (which === 'full') {
          const page = (await readFile(report, 'utf8')).replace(made.command, published);
          await updateDocuments(path.dirname(file), page, figures);
        }
        reporter.remark(`Kept in ${file}.`);
        return;
      }
      const checks = checkFigures(known, found);
      reporter.result('lab-reproduce', { report, checks }, (paint) => [
        ...checkLines(checks, paint),
        `  ${paint('dim', 'report')}  ${paint('bold', report)}`,
      ]);
      if (checks.some(({ fallen }) => fallen)) context.finish(fallenExitCode);
    });
  } finally {
    takeAwayIfEmpty();
  }
}

/** The report and the tables of the page beside it become those of this run. */
async function updateDocuments(folder: string, reportPage: string, figures: LabFigures): Promise<void> {
  await writeAtomically(path.join(folder, 'lab-report.html'), reportPage);
  const page = path.join(folder, 'lab.md');
  const text = await readFile(page, 'utf8').catch(() => undefined);
  if (text !== undefined) await writeAtomically(page, fillTables(text, documentTables(figures)));
}

async function readKnown(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new StudioError('input-not-found', `The kept figures ${file} cannot be read. Check the name.`, {
      cause,
    });
  }
}
