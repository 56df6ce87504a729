import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lumaPsnr, lumaSsim } from '../../main/engine/lab/picture-measures';
import { readStill } from '../../main/engine/media/read-still';
import type { LabClips } from '../../preload/contract/lab-clips';
import type { LabFigures } from '../../preload/contract/lab';
import { runFacet } from './run-facet';

// A second of the bundled clip, made poor and restored whole.
jest.setTimeout(240_000);

const clip = path.join(__dirname, '..', '..', 'assets', 'samples', 'talking-head.mp4');
let folder: string;
let clips: LabClips;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-lab-'));
  const recipe = path.join(folder, 'recipe.json');
  const args = ['lab', clip, '-o', folder, '--clips', '--seconds', '1', '--frames', '1', '--factors', '4'];
  const methods = 'bicubic,sr:both';
  const run = await runFacet([...args, '--methods', methods, '--device', 'cpu'], {
    env: { FACET_DATA: path.join(folder, 'data') },
  });
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
  const figures = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as LabFigures;
  if (figures.clips === undefined) throw new Error('no clips in the report');
  clips = figures.clips;
  expect(JSON.parse(await readFile(recipe, 'utf8'))).toMatchObject({
    steps: [{ step: 'low' }, { step: 'h264' }],
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the clip of one person is measured whole, against itself', () => {
  expect(clips.faces).toMatchObject([{ name: 'talking-head', person: 0, frames: 25, scale: 2 }]);
  const [bicubic, ours] = clips.values.map(({ measures }) => measures);
  expect(bicubic.psnr).toBeGreaterThan(20);
  expect(ours.psnr).toBeGreaterThan(bicubic.psnr);
  // Steadied in time: never jumpier than the poor clip.
  expect(ours.flicker).toBeLessThan(bicubic.flicker);
  expect(clips.rows.every(({ gain }) => gain.interval === undefined)).toBe(true);
});

test('the figures of the kept frame are those of its pictures', async () => {
  const read = async (version: string) =>
    (await readStill(path.join(folder, 'pictures', `clip-001-talking-head-${version}.png`))).image;
  const sharp = await read('sharp');
  for (const { method, shown } of clips.values) {
    const picture = await read(method.replaceAll(':', '-'));
    expect(lumaPsnr(picture, sharp)).toBeCloseTo(shown.psnr, 9);
    expect(lumaSsim(picture, sharp)).toBeCloseTo(shown.ssim, 9);
  }
});

test('neither clips nor frames are left behind', async () => {
  expect((await readdir(folder)).filter((name) => name.startsWith('.') || name.endsWith('.mkv'))).toEqual([]);
  const page = await readFile(path.join(folder, 'report.html'), 'utf8');
  expect(page).toContain('Whole clips');
});
