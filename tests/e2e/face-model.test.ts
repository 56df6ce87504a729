import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { otherFace } from '../fixtures/other-models/other-face';
import { writeGnm } from '../fixtures/other-models/write-gnm';
import { runFacet } from './run-facet';

// Several whole runs of the program.
jest.setTimeout(240_000);

let folder: string;
const portrait = path.resolve('tests/fixtures/portrait.jpg');
const inFolder = (name: string) => path.join(folder, name);
const run = (...args: string[]) =>
  runFacet(args, { cwd: folder, env: { FACET_DATA: path.join(folder, 'data') } });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-face-model-'));
  const face = await otherFace();
  await writeGnm(inFolder('gnm'), face, 40, face.own.expressionNames);
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Analysis {
  readonly faceModel: { readonly id?: string; readonly name: string };
  readonly people: readonly { readonly reprojectionError: number; readonly shape: readonly number[] }[];
}

test('a face model of another project is added, fitted, reconstructed and restored with, and removed', async () => {
  const added = await run('models', 'add', 'gnm', '--id', 'gnm');
  expect(added.stdout).toMatch(
    /GNM Head: 9153 of 9153 vertices, 40 of 40 identity modes, 52 of 52 expressions/,
  );
  expect((await run('models')).stdout).toMatch(/gnm +morphable-model .* Apache-2\.0 .* you +ok/);

  const face = ['--face-model', 'gnm', '--project', 'portrait.facet'];
  const made = await run(
    'reconstruct',
    portrait,
    '-o',
    'out',
    ...face,
    '--formats',
    'obj,frontal,coefficients',
  );
  expect(made).toMatchObject({ exitCode: 0 });
  const analysis = JSON.parse(
    await readFile(inFolder('portrait.facet/analysis/project.json'), 'utf8'),
  ) as Analysis;
  expect(analysis.faceModel).toMatchObject({ id: 'gnm', name: 'gnm-head' });
  expect(analysis.people[0].shape).toHaveLength(40);
  expect(analysis.people[0].reprojectionError).toBeLessThan(0.03);
  const obj = readFileSync(inFolder('out/portrait.obj'), 'utf8');
  expect(obj.match(/^v /gm)).toHaveLength(9153);
  const numbers = JSON.parse(readFileSync(inFolder('out/portrait-coefficients.json'), 'utf8')) as {
    expression: Record<string, number>;
  };
  expect(Math.min(...Object.values(numbers.expression))).toBeLessThan(0);

  const enhanced = await run('enhance', portrait, '-o', 'sharp.png', ...face, '--prior', 'coeff');
  expect(enhanced).toMatchObject({ exitCode: 0 });
  expect(enhanced.stderr).toMatch(/learnt the numbers of the built-in face/);
  expect(enhanced.stdout).toMatch(/1 restored/);

  expect((await run('models', 'remove', 'gnm')).exitCode).toBe(0);
  const gone = await run('analyse', portrait, ...face);
  expect(gone.exitCode).not.toBe(0);
  expect(gone.stderr).toMatch(/No model "gnm"/);
});

test('a model that is no face is refused, with those that are', async () => {
  const wrong = await run('analyse', portrait, '--face-model', 'facet-restorer');
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toMatch(/facet-restorer is no face model\. Face models: /);
});
