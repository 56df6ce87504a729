import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { byDigit, fixed, tableOf } from '../../../../scripts/figures/cells';
import type { Places, Table } from '../../../../scripts/figures/figure';
import { makeFigure } from '../../../../scripts/figures/make-figure';
import { StepRunner } from '../../../../scripts/figures/run-steps';
import { script } from '../../../../scripts/figures/step';

let root: string;
let at: Places;
let said: string[];
const page = 'Before\n\n<!-- figures:gain -->\n\nold\n\n<!-- /figures:gain -->\n\nAfter\n';

/** A checkout with one figure, whose command writes what it is told. */
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'facet-figures-'));
  for (const folder of ['docs/figures', 'scripts', 'work'])
    mkdirSync(path.join(root, folder), { recursive: true });
  const measure =
    "require('fs').writeFileSync(process.argv[3], JSON.stringify({ gain: Number(process.argv[2]) }));";
  writeFileSync(
    path.join(root, 'scripts/measure.cjs'),
    `if (process.argv[2] === 'no') process.exit(3);\n${measure}`,
  );
  writeFileSync(path.join(root, 'docs/page.md'), page);
  keptAs(1.5);
  at = { of: (material) => material, work: (name) => path.join(root, 'work', name) };
  said = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const keptFile = () => path.join(root, 'docs/figures/gain.json');
function keptAs(gain: number) {
  writeFileSync(keptFile(), JSON.stringify({ rows: { x4: { gain } }, earlier: { x4: { gain: 1.2 } } }));
}

const figureOf = (gain: string): Table => ({
  ...{ kind: 'table', name: 'gain', about: 'a gain', pages: ['docs/page.md'], needs: [], minutes: 0 },
  steps: (places) => [script('scripts/measure.cjs', gain, places.work('gain.json'))],
  read: (json) => ({ x4: json('gain.json') as { gain: number } }),
  judged: () => byDigit('more', 2),
  table: ({ rows, earlier }) =>
    tableOf(['now', 'before'], [[fixed(rows.x4.gain), fixed(earlier?.x4.gain ?? NaN)]]),
});

async function make(gain: string, update = false) {
  const steps = new StepRunner(root, 'python3', (command) => said.push(command));
  return makeFigure(figureOf(gain), { root, at, steps, update });
}

test('a figure may move by twice its last digit, and rise as it likes', async () => {
  expect(await make('1.481')).toMatchObject({ outcome: 'same' });
  expect(await make('9')).toMatchObject({ outcome: 'same' });
  expect(await make('1.479')).toMatchObject({
    outcome: 'fallen',
    checks: [{ row: 'x4', measure: 'gain', known: 1.5, found: 1.479, fallen: true }],
  });
  expect(readFileSync(path.join(root, 'docs/page.md'), 'utf8')).toBe(page);
});

test('an update keeps what was found and writes the place in the page, nothing else', async () => {
  expect(await make('1.75', true)).toMatchObject({ outcome: 'kept' });
  expect(readFileSync(path.join(root, 'docs/page.md'), 'utf8')).toBe(
    page.replace('old', '| now | before |\n| --- | --- |\n| 1.75 | 1.20 |'),
  );
  expect(JSON.parse(readFileSync(keptFile(), 'utf8'))).toEqual({
    rows: { x4: { gain: 1.75 } },
    earlier: { x4: { gain: 1.2 } },
  });
  expect(readdirSync(path.join(root, 'docs')).sort()).toEqual(['figures', 'page.md']);
  expect(await make('1.75')).toMatchObject({ outcome: 'same' });
});

test('a command that fails is told of, and leaves everything as it was', async () => {
  await expect(make('no', true)).rejects.toThrow('ended with code 3: node scripts/measure.cjs no');
  expect(readFileSync(path.join(root, 'docs/page.md'), 'utf8')).toBe(page);
  expect(existsSync(at.work('gain.json'))).toBe(false);
});

test('figures of one command run it once', async () => {
  const steps = new StepRunner(root, 'python3', (command) => said.push(command));
  const list = figureOf('1').steps(at);
  await steps.run(list);
  await steps.run(list);
  expect(said).toHaveLength(1);
});
