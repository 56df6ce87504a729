import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import type { LabRequest } from '../../../../preload/contract/lab';
import { fakeHost } from './fake-host';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function asked(...args: string[]): Promise<{ code: number; request?: LabRequest; err: string }> {
  let request: LabRequest | undefined;
  const host = fakeHost({
    lab: async (given) => {
      request = given;
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
  const code = await runCli(['lab', ...args, '-o', folder], host);
  return { code, ...(request === undefined ? {} : { request }), err: host.err.join('') };
}

test('needs nothing but the material', async () => {
  const { code, request } = await asked('portraits');
  expect(code).toBe(0);
  expect(request).toMatchObject({ material: ['portraits'], factors: [2, 4, 8], framesPerClip: 12 });
  expect(request?.methods).toBeUndefined();
});

test('tells the report how to make it again', async () => {
  const { request } = await asked(
    'my faces',
    '--methods',
    'lanczos,sr:both',
    '--factors',
    '8,4',
    '--no-antialias',
  );
  expect(request).toMatchObject({ methods: ['lanczos', 'sr:both'], factors: [8, 4], antialias: false });
  expect(request?.made?.command).toBe(
    `facet lab 'my faces' -o ${folder} --methods lanczos,sr:both --factors 8,4 --no-antialias --frames 12 --seed 1 --device auto`,
  );
});

test('refuses a factor that the protocol does not have', async () => {
  const { code, err } = await asked('portraits', '--factors', '3');
  expect(code).toBe(2);
  expect(err).toContain('Choose 2, 4 or 8');
});

test('makes whole clips poor by half their size, or by a recipe that the report keeps', async () => {
  const usual = await asked('talk.mp4', '--clips');
  expect(usual.request?.clips?.recipe?.steps).toMatchObject([{ step: 'low', factor: 2 }, { step: 'h264' }]);
  expect(usual.request?.made?.command).toContain('--clips --seconds 4 --frames');

  const recipe = path.join(folder, 'blurred.json');
  writeFileSync(recipe, JSON.stringify({ steps: [{ step: 'motion', frames: 9 }] }));
  const { request } = await asked('talk.mp4', '--clips', '--seconds', '2', '--recipe', recipe);
  expect(request?.clips).toEqual({ seconds: 2, recipe: { seed: 0, steps: [{ step: 'motion', frames: 9 }] } });
  expect(request?.made?.command).toContain(
    `--clips --seconds 2 --recipe ${path.join(folder, 'recipe.json')}`,
  );
});

test('asks for the memory of each method where that is wanted', async () => {
  const { request } = await asked('portraits', '--methods', 'bicubic,sr:both', '--memory');
  expect(request?.memory).toBe(true);
  expect(request?.made?.command).toContain(' --memory ');
});
