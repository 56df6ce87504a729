import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lumaPsnr, lumaSsim } from '../../main/engine/lab/picture-measures';
import { readStill } from '../../main/engine/media/read-still';
import type { LabFigures } from '../../preload/contract/lab';
import { runFacet } from './run-facet';

// Six methods of one portrait, with the real networks.
jest.setTimeout(240_000);

const portrait = path.join(__dirname, '..', '..', 'assets', 'samples', 'astronaut.png');
let folder: string;
let figures: LabFigures;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-lab-'));
  const methods = 'bicubic,lanczos,sr:none,sr:both,sr:both:thorough,restore:both';
  const args = ['lab', portrait, '-o', folder, '--factors', '4,8', '--methods', methods, '--device', 'cpu'];
  const run = await runFacet(args, { env: { FACET_DATA: path.join(folder, 'data') } });
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
  figures = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as LabFigures;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What these weights gave on this portrait: Y-PSNR, dB. A processor that rounds otherwise moves a figure by some
 * thousandths, the fit of a 3D face by some hundredths more.
 */
const given = {
  4: {
    bicubic: 28.07,
    lanczos: 28.43,
    'sr:none': 30.67,
    'sr:both': 30.64,
    'sr:both:thorough': 30.72,
    'restore:both': 29.69,
  },
  8: {
    bicubic: 23.73,
    lanczos: 24.09,
    'sr:none': 25.75,
    'sr:both': 25.75,
    'sr:both:thorough': 25.72,
    'restore:both': 24.86,
  },
} as const;
const noise = 0.05;

test.each([4, 8] as const)('no method fell by more than its noise, shrunk by %d', (factor) => {
  const fallen = Object.entries(given[factor]).filter(([method, psnr]) => {
    const row = figures.rows.find((one) => one.factor === factor && one.method === method);
    return !(row !== undefined && row.means.psnr.mean > psnr - noise);
  });
  expect(fallen).toEqual([]);
});

test('the figures are those of the saved pictures', async () => {
  const files = await readdir(path.join(folder, 'pictures'));
  const read = async (ending: string) => {
    const file = files.find((name) => name.endsWith(ending)) ?? ending;
    return (await readStill(path.join(folder, 'pictures', file))).image;
  };
  const sharp = await read('-sharp.png');
  for (const { factor, method, measures } of figures.values) {
    const restored = await read(`-x${factor}-${method.replaceAll(':', '-')}.png`);
    expect(lumaPsnr(restored, sharp)).toBeCloseTo(measures.psnr, 9);
    expect(lumaSsim(restored, sharp)).toBeCloseTo(measures.ssim, 9);
  }
});

test('the page needs no other file', async () => {
  const page = await readFile(path.join(folder, 'report.html'), 'utf8');
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((address) => !address.startsWith('data:image/jpeg;base64,'))).toEqual([]);
});
