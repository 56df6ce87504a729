import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import { fakeHost } from './fake-host';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A lab whose super-resolution gives so many decibels. */
async function reproduce(psnr: number, ...args: string[]) {
  const means = { psnr: { mean: psnr }, ssim: { mean: 0.9 } };
  const rows = [{ factor: 4, method: 'sr:both', means, gain: { mean: 1 } }];
  const host = fakeHost({
    lab: async ({ outputFolder }) => {
      writeFileSync(path.join(outputFolder, 'report.json'), JSON.stringify({ rows: rows.map(full) }));
      return {
        report: 'report.html',
        pictures: 1,
        people: 1,
        leftOut: [],
        rows: [],
        partSeconds: {},
        seconds: 1,
      };
    },
  });
  const file = path.join(folder, 'figures.json');
  const run = {
    options: {},
    noise: { faces: { psnr: 0.05 } },
    tables: { faces: { '32 → 128, sr:both': { psnr: 30 } } },
  };
  writeFileSync(file, JSON.stringify({ small: { ...run, material: ['assets'] }, full: run }));
  const code = await runCli(['lab', 'reproduce', ...args, '--kept', file, '-o', folder], host);
  return { code, out: host.out.join(''), err: host.err.join('') };
}

function full(row: { means: object }) {
  const nothing = { mean: 0 };
  const others = { identity: nothing, landmarks: nothing, sharpness: nothing };
  return { ...row, means: { ...others, ...row.means } };
}

test('ends with 0 where the figures are the kept ones', async () => {
  const { code, out } = await reproduce(29.98, '--small');
  expect(code).toBe(0);
  expect(out).toContain('1 figure, none fell');
});

test('ends with 1, and says which, where one fell', async () => {
  const { code, out } = await reproduce(29.9, '--small');
  expect(code).toBe(1);
  expect(out).toMatch(/32 → 128, sr:both +psnr +30\.0000 +29\.9000/);
});

test('the portraits are named for the whole run, and for that alone', async () => {
  expect((await reproduce(30)).code).toBe(2);
  expect((await reproduce(30, '--small', 'portraits')).code).toBe(2);
  expect((await reproduce(30, 'portraits')).code).toBe(0);
});

/** What the program of the checkout is asked for. */
async function documents(...args: string[]) {
  let asked: readonly string[] | undefined;
  const runFigures = async (given: readonly string[]) => {
    asked = given;
    return 1;
  };
  const host = fakeHost({}, { runFigures });
  const code = await runCli(['lab', 'reproduce', ...args], host);
  return { code, asked, err: host.err.join('') };
}

test('figures of the documentation are made by the checkout’s own program, whose exit code counts', async () => {
  const { code, asked } = await documents(
    ...['--figures', 'flicker,gaze', '--with', 'grid=clips', '--with', 'portraits=data'],
    ...['--python', 'venv/python', '--update', '-o', 'out', '--json'],
  );
  expect(code).toBe(1);
  expect(asked).toEqual([
    ...['--figures', 'flicker,gaze', '-o', 'out', '--with', 'python=venv/python'],
    ...['--with', 'grid=clips', '--with', 'portraits=data', '--update', '--json'],
  ]);
});

test('their material goes by name, and the small run is another one', async () => {
  const { code, asked, err } = await documents('portraits', '--figures', 'gaze');
  expect([code, asked]).toEqual([2, undefined]);
  expect(err).toContain('--with portraits=portraits');
  expect((await documents('--small', '--figures', 'gaze')).code).toBe(2);
});
