import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clipPicture, pictureFile, versionName } from '../../main/engine/lab/picture-files';
import { lumaPsnr, lumaSsim } from '../../main/engine/lab/picture-measures';
import { readStill } from '../../main/engine/media/read-still';
import type { LabFigures } from '../../preload/contract/lab';
import { runFacet, type FacetRun } from './run-facet';

// What lies in the repository, by the real networks: faces, a clip and 3D faces.
jest.setTimeout(400_000);

let folder: string;
let outcome: FacetRun;
let figures: LabFigures;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-lab-'));
  outcome = await runFacet(['lab', 'reproduce', '--small', '-o', folder], {
    env: { FACET_DATA: path.join(folder, 'data') },
  });
  const report = await readFile(path.join(folder, 'report.json'), 'utf8').catch((cause: unknown) => {
    throw new Error(`No report, exit code ${outcome.exitCode}: ${outcome.stderr}`, { cause });
  });
  figures = JSON.parse(report) as LabFigures;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('no figure of faces, clips or 3D faces fell by more than its noise', () => {
  expect(outcome.stdout).toMatch(/✔ \d+ figures, none fell/);
  expect(outcome.exitCode).toBe(0);
});

async function read(file: string) {
  return (await readStill(path.join(folder, 'pictures', file))).image;
}

test('the figures are those of the saved pictures', async () => {
  for (const { picture, factor, method, measures } of figures.values) {
    const { name } = figures.pictures[picture];
    const sharp = await read(pictureFile(picture, name, 'sharp'));
    const restored = await read(pictureFile(picture, name, versionName(factor, method)));
    expect(lumaPsnr(restored, sharp)).toBeCloseTo(measures.psnr, 9);
    expect(lumaSsim(restored, sharp)).toBeCloseTo(measures.ssim, 9);
  }
});

test('a clip is measured whole against itself, and the kept frame shows it', async () => {
  const { faces, values, rows } = figures.clips ?? { faces: [], values: [], rows: [] };
  expect(faces).toMatchObject([{ name: 'talking-head', person: 0, frames: 25, scale: 2 }]);
  expect(values.length).toBe(6);
  const sharp = await read(clipPicture(0, 'talking-head', 'sharp'));
  for (const { method, shown } of values) {
    const picture = await read(clipPicture(0, 'talking-head', method));
    expect(lumaPsnr(picture, sharp)).toBeCloseTo(shown.psnr, 9);
    expect(lumaSsim(picture, sharp)).toBeCloseTo(shown.ssim, 9);
  }
  // One person says nothing about others.
  expect(rows.flatMap(({ gain }) => gain.interval ?? [])).toEqual([]);
});

test('neither clips nor their projects are left behind', async () => {
  const left = await readdir(folder);
  expect(left).toEqual(expect.arrayContaining(['clips.csv', 'fits.csv', 'recipe.json']));
  expect(left.filter((name) => name.startsWith('.') || name.endsWith('.mkv'))).toEqual([]);
});

test('material without a face is told of, and leaves no folder', async () => {
  const output = path.join(folder, 'none');
  const icon = path.join(__dirname, '..', '..', 'assets', 'icons', 'icon.png');
  const { exitCode, stderr } = await runFacet(['lab', icon, '-o', output, '--methods', 'bicubic']);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/No face .* found in .*icon\.png/);
  expect(existsSync(output)).toBe(false);
});

test('the page needs no other file', async () => {
  const page = await readFile(path.join(folder, 'report.html'), 'utf8');
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
  expect(addresses.length).toBeGreaterThan(5);
  expect(addresses.filter((address) => !/^(data:image\/jpeg;base64,|#)/.test(address))).toEqual([]);
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
  expect(addresses.filter((address) => address.startsWith('#') && !ids.has(address.slice(1)))).toEqual([]);
});
