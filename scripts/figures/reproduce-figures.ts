/**
 * Makes the tables and pictures of README and docs again, what `facet lab reproduce --figures` runs in a checkout:
 *   node dist/reproduce-figures.js --figures NAME,…|all|list [--with MATERIAL=PATH …] [--update] [--json] [-o FOLDER]
 * Compares what is found with docs/figures/NAME.json, or with --update keeps it there and writes the marked places of the
 * pages. Ends with 1 where a figure fell by more than its noise or could not be made, with 2 where the command line or a
 * material is amiss.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkLines } from '../../main/hosts/cli/report/figure-checks';
import { plainPaint } from '../../main/hosts/cli/report/paint';
import { packageRoot } from '../../main/engine/models/package-root';
import { exitCodes } from '../../preload/contract/errors';
import { chooseFigures, givenMaterials } from './choose-figures';
import type { Figure, Places } from './figure';
import { listLines } from './list-figures';
import { checkDerived, makeFigure, updateDerived, type Made } from './make-figure';
import { missing, type MaterialName } from './materials';
import { figures } from './registry';
import { hasTrainingPackages, StepRunner } from './run-steps';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      figures: { type: 'string', default: 'list' },
      with: { type: 'string', multiple: true, default: [] },
      output: { type: 'string', short: 'o', default: 'facet-lab' },
      update: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const root = packageRoot();
  const given = { python: process.env.FACET_PYTHON ?? 'python3', ...givenMaterials(values.with) };
  const lacks = lackingOf(given);
  if (values.figures === 'list') {
    tell(values.json, { figures: figures.map(({ name, about }) => ({ name, about })) }, () =>
      listLines(figures, lacks),
    );
    return 0;
  }
  const chosen = chooseFigures(figures, values.figures);
  const short = chosen.flatMap((figure) =>
    lacks(figure).map((text) => `${figure.name} is not made: ${text}`),
  );
  // Who names them wants them; of all, what can be made is.
  if (values.figures !== 'all' && short.length > 0) {
    for (const line of short) say(line);
    return 2;
  }
  const folder = path.resolve(values.output, 'figures');
  const at: Places = {
    of: (material) => path.resolve(given[material] ?? ''),
    work: (name) => path.join(folder, name),
  };
  const steps = new StepRunner(root, given.python, (command) => {
    say(`$ ${command}`);
  });
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      steps.stop();
      process.exit(exitCodes.cancelled);
    });
  }
  const making = { root, at, steps, update: values.update };
  const made: Made[] = [];
  for (const figure of chosen) {
    const [reason] = lacks(figure);
    if (reason !== undefined) made.push({ name: figure.name, outcome: 'not-made', told: reason });
    else if (figure.kind === 'derived') made.push(await checkDerived(figure, making));
    else {
      say(`${figure.name}: ${figure.about}, about ${figure.minutes} min`);
      made.push(await makeFigure(figure, making).catch(notMade(figure)));
    }
  }
  if (values.update) await updateAllDerived(root, made);
  tell(values.json, { made }, () => made.flatMap(madeLines));
  return made.some(({ outcome }) => outcome === 'fallen' || outcome === 'not-made') ? 1 : 0;
}

/** What a figure lacks, each with its remedy. */
function lackingOf(given: Partial<Record<MaterialName, string>>): (figure: Figure) => string[] {
  let python: boolean | undefined;
  const imports = (interpreter: string) => (python ??= hasTrainingPackages(interpreter));
  return (figure) =>
    figure.kind === 'derived'
      ? []
      : figure.needs.flatMap((name) => missing(name, given[name], imports) ?? []);
}

const notMade =
  ({ name }: Figure) =>
  (error: unknown): Made => ({
    ...{ name, outcome: 'not-made' as const },
    told: error instanceof Error ? error.message : String(error),
  });

async function updateAllDerived(root: string, made: readonly Made[]): Promise<void> {
  const kept = new Set(made.flatMap(({ name, outcome }) => (outcome === 'kept' ? [name] : [])));
  for (const figure of figures) {
    if (figure.kind === 'derived' && figure.from.some((name) => kept.has(name))) {
      await updateDerived(root, figure);
    }
  }
}

function madeLines({ name, outcome, checks = [], told }: Made): string[] {
  if (outcome === 'not-made') return [`✘ ${name} was not made: ${told ?? ''}`];
  if (outcome === 'looked-at') return [`• ${name}: compare by eye ${told ?? ''}`];
  if (outcome === 'kept') return [`✔ ${name} is kept in docs`];
  if (checks.length > 0) return [name, ...checkLines(checks, plainPaint).map((line) => `  ${line}`)];
  if (outcome === 'fallen') return [`✘ ${name} fell: ${told ?? 'see above'}`];
  return told === undefined ? [`✔ ${name}`] : [`✔ ${name}, of which nothing is judged:`, told];
}

function tell(asJson: boolean, result: object, lines: () => readonly string[]): void {
  const text = asJson
    ? JSON.stringify({ type: 'result', command: 'lab-reproduce', result })
    : lines().join('\n');
  process.stdout.write(`${text}\n`);
}

main()
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  });
