import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AddedModel } from '../../../../preload/contract/model-library';
import { faceModelAt } from '../../../../main/engine/geometry/load-face-model';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { expectLandmarks, largest, largestOf } from '../../../fixtures/other-models/adopted-face';
import { otherFace, type OtherFace } from '../../../fixtures/other-models/other-face';
import {
  deviationsPerUnit,
  writeBaselFront,
  writeBaselWhole,
} from '../../../fixtures/other-models/write-basel';
import { writeMat } from '../../../fixtures/other-models/write-mat';

const words = { licence: 'not stated', source: 'the test' };

let folder: string;
let face: OtherFace;
let store: ModelStore;
let library: UserModelLibrary;
const inFolder = (...names: string[]): string => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-basel-'));
  face = await otherFace();
  store = new ModelStore(undefined, inFolder('models'));
  // No network is run for a face model.
  library = new UserModelLibrary(store, () => Promise.reject(new Error('no pool')));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

async function add(given: string, id: string): Promise<{ added: AddedModel; model: FaceModel }> {
  const added = await library.add(given, { ...words, id });
  return { added, model: await faceModelAt((await store.resolve(id)).path) };
}

test('BFM_model_front.mat keeps its own colours and components, in our units', async () => {
  const file = inFolder('BFM_model_front.mat');
  await writeBaselFront(file, face);
  const { added, model } = await add(file, 'bfm');
  expect(added.notices).toContainEqual(expect.stringContaining('research only'));
  expect(model).toMatchObject({
    identityModes: 80,
    albedoModes: 80,
    expressionDeviations: deviationsPerUnit,
  });
  expect(model.expressionNames).toHaveLength(64);
  // Its 68 points are vertices, the nearest ones.
  expectLandmarks(model, face, 1.2, 3);
  expect(largest(model.identity, 0, model.vertexCount)).toBeCloseTo(largestOf(face.identity(0)), 1);
  // Weight 1 is three deviations: the unit that the components were made of.
  const jaw = face.own.expressionNames.indexOf('jawOpen');
  expect(largest(model.expression, jaw, model.vertexCount)).toBeCloseTo(
    largestOf(face.expression('jawOpen')),
    1,
  );
  // The mean skin of ours, since that is what the file was given.
  const means = [model.albedoMean, face.own.albedoMean].map(
    (colours) => colours.reduce((sum, c) => sum + c, 0) / colours.length,
  );
  expect(means[0]).toBeCloseTo(means[1], 1);
  // Its eyes are painted on and cannot turn.
  expect(model.landmarks478.weight[468]).toBe(0);
  expect((await store.resolve('bfm')).entry.basis).toBe('deep3d');
});

test('01_MorphableModel.mat with Exp_Pca.bin becomes the same model as the prepared file', async () => {
  await writeBaselWhole(inFolder('BFM'), face);
  const { added, model } = await add(inFolder('BFM', '01_MorphableModel.mat'), 'bfm-raw');
  expect(added.faceModel).toMatchObject({
    kind: 'Basel Face Model 2009',
    identityModes: 80,
    expressions: 64,
  });
  const prepared = await faceModelAt((await store.resolve('bfm')).path);
  const { abs } = Math; // where tests run a global is looked up slowly
  const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let most = a.length === b.length ? 0 : Infinity;
    for (let i = 0; i < a.length; i++) if (!(abs(a[i] - b[i]) <= most)) most = abs(a[i] - b[i]);
    return most;
  };
  const close = (what: 'mean' | 'identity' | 'expression' | 'albedoMean' | 'albedo', within: number) => {
    expect(model[what].some((value) => value !== 0)).toBe(true);
    expect(difference(model[what], prepared[what])).toBeLessThan(within);
  };
  close('mean', 0.01);
  close('identity', 0.01);
  close('expression', 0.02);
  close('albedoMean', 0.001);
  close('albedo', 0.001);
  expect(difference(model.triangles, prepared.triangles)).toBe(0);
  expect(difference(model.landmarks68.triangle, prepared.landmarks68.triangle)).toBe(0);
  expect(difference(model.landmarks478.weight, prepared.landmarks478.weight)).toBeLessThan(0.01);
  const { publishedAxes: axes } = model;
  expect(difference(axes?.translation ?? [], prepared.publishedAxes?.translation ?? [NaN])).toBeLessThan(
    0.01,
  );
});

async function failure(given: string): Promise<{ code: string; message: string }> {
  return library.add(given, { ...words, id: 'wrong' }).then(
    () => ({ code: 'added', message: '' }),
    (error: unknown) => error as { code: string; message: string },
  );
}

test('a file cut short or missing is named, with what to do', async () => {
  const front = inFolder('short.mat');
  await copyFile(inFolder('BFM_model_front.mat'), front);
  await truncate(front, 100_000);
  expect(await failure(front)).toMatchObject({
    code: 'model-unsuitable',
    message: expect.stringMatching(/short\.mat is damaged or cut short\. Get the file again/) as string,
  });
  const expressions = inFolder('BFM', 'Exp_Pca.bin');
  await truncate(expressions, 1000);
  expect((await failure(inFolder('BFM'))).message).toMatch(
    /Exp_Pca\.bin is 1000 bytes long, and \d+ go with/,
  );
  await rm(expressions);
  expect((await failure(inFolder('BFM'))).message).toMatch(
    /01_MorphableModel\.mat needs Exp_Pca\.bin beside it/,
  );
});

test('a MAT-file of another kind or version is named, with what it has instead', async () => {
  const mat = inFolder('other.mat');
  await writeMat(mat, [{ name: 'lm', shape: [68, 3], values: new Float64Array(204) }]);
  expect((await failure(mat)).message).toMatch(/other\.mat lacks the array meanshape \[1, n\]; it has lm/);
  await writeFile(mat, 'MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(1000));
  expect((await failure(mat)).message).toMatch(/version 7\.3.*Save it again in MATLAB with -v7/);
});

test('landmarks of no face are refused, and so is a face of another size', async () => {
  const file = inFolder('BFM_model_front.mat');
  const large = { ...face, mean: face.mean.map((mm) => mm * 2) };
  await writeBaselFront(file, { ...large, placesOf: (points) => face.placesOf(points).map((mm) => mm * 2) });
  expect((await failure(file)).message).toMatch(/its face is 2\.\d+ times the size of ours/);
  expect((await store.entries()).some(({ id }) => id === 'wrong')).toBe(false);
});
