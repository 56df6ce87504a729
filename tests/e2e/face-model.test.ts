import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { otherFace, type OtherFace } from '../fixtures/other-models/other-face';
import { writeBaselFront } from '../fixtures/other-models/write-basel';
import { writeGnm } from '../fixtures/other-models/write-gnm';
import { coefficientsNetwork, deep3dParts } from '../fixtures/small-network';
import { runFacet } from './run-facet';

// Several whole runs of the program.
jest.setTimeout(240_000);

let folder: string;
let other: OtherFace;
const clip = path.resolve('assets/samples/talking-head.mp4');
const portrait = path.resolve('tests/fixtures/portrait.jpg');
const inFolder = (name: string) => path.join(folder, name);
const run = (...args: string[]) =>
  runFacet(args, { cwd: folder, env: { FACET_DATA: path.join(folder, 'data') } });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-face-model-'));
  other = await otherFace();
  await writeGnm(inFolder('gnm'), other, 40, other.own.expressionNames);
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

interface Analysis {
  readonly faceModel: { readonly id?: string; readonly network?: string; readonly name: string };
  readonly people: readonly { readonly reprojectionError: number; readonly shape: readonly number[] }[];
}

test('a face model of another project is added, fitted, reconstructed and restored with, and removed', async () => {
  const added = await run('models', 'add', 'gnm', '--id', 'gnm');
  expect(added.stdout).toMatch(
    /GNM Head: 9153 of 9153 vertices, 40 of 40 identity modes, 60 of 60 expressions/,
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

test('a Deep3DFaceReconstruction network reads the faces of a clip in the Basel model’s numbers', async () => {
  const numbers = Array.from({ length: 257 }, (_, i) => (i < 224 ? Math.sin(i) / 2 : i === 256 ? 0.4 : 0));
  await writeFile(inFolder('recon.onnx'), coefficientsNetwork(numbers, [...deep3dParts].reverse()));
  await writeFile(inFolder('short.onnx'), coefficientsNetwork(numbers.slice(0, 239)));
  expect((await run('models', 'add', 'short.onnx', '--adapter', 'deep3d')).stderr).toMatch(
    /The file has coeffs \(239\)/,
  );
  const network = await run('models', 'add', 'recon.onnx');
  expect(network.stdout).toMatch(/reads the 3D face from 224 x 224 pixels, cut as deep3d/);
  expect(network.stdout).toMatch(/257 numbers of id, exp, tex, angle, gamma, trans/);
  expect(network.stderr).toMatch(/none is installed.*facet models add BFM_model_front\.mat/);
  const face = ['--face-model', 'recon', '--project', 'clip.facet', '--to', '0.3'];
  const alone = await run('analyse', clip, ...face);
  expect(alone).toMatchObject({ exitCode: 6 });
  expect(alone.stderr).toMatch(/recon reads faces in the numbers of the Basel Face Model 2009, and none is/);

  await writeBaselFront(inFolder('BFM_model_front.mat'), other);
  expect((await run('models', 'add', 'BFM_model_front.mat', '--id', 'bfm')).exitCode).toBe(0);
  const formats = ['--formats', 'obj,coefficients,json,csv,npz'];
  expect(await run('reconstruct', clip, '-o', 'clip', ...face, ...formats)).toMatchObject({ exitCode: 0 });
  const analysis = JSON.parse(
    await readFile(inFolder('clip.facet/analysis/project.json'), 'utf8'),
  ) as Analysis;
  expect(analysis.faceModel).toMatchObject({ id: 'bfm', network: 'recon', name: 'bfm-2009' });
  const [{ shape, reprojectionError }] = analysis.people;
  shape.forEach((value, k) => expect(value).toBeCloseTo(numbers[k], 4));
  // A face that is not this person's, laid on the landmarks.
  expect(reprojectionError).toBeLessThan(0.08);

  const base = inFolder(path.join('clip', 'talking-head'));
  const best = JSON.parse(readFileSync(`${base}-coefficients.json`, 'utf8')) as Record<string, number[]>;
  numbers.forEach((value, i) => {
    if (i === 144)
      expect(best.network[i] - value).toBeGreaterThan(0.05); // the crop's mean, 0..1
    else expect(best.network[i]).toBeCloseTo(value, 4);
    if (i < 80) expect(best.deep3d[i]).toBeCloseTo(value, 4);
  });
  expect(best.network[144] - numbers[144]).toBeLessThan(0.95);
  const [head, first] = readFileSync(`${base}-frames.csv`, 'utf8').split('\r\n');
  expect(head.split(',').slice(-257)).toEqual(numbers.map((_, i) => `network_${i}`));
  expect(Number(first.split(',').at(-1))).toBeCloseTo(0.4, 4);

  const enhanced = await run('enhance', clip, '-o', 'sharp.mp4', ...face);
  expect(enhanced).toMatchObject({ exitCode: 0 });
  expect(enhanced.stdout).toMatch(/restored/);
});

test('a model that is no face is refused, with those that are', async () => {
  const wrong = await run('analyse', portrait, '--face-model', 'facet-restorer');
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toMatch(/facet-restorer is no face model\. Face models: /);
});
