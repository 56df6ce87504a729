import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AddedModel } from '../../../../preload/contract/model-library';
import { alignPoints, movePoints } from '../../../../main/engine/geometry/align-points';
import { faceModelAt } from '../../../../main/engine/geometry/load-face-model';
import { surfacePositions } from '../../../../main/engine/geometry/shape';
import type { ForeignFace } from '../../../../main/engine/geometry/foreign-face';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { baselFaceModel } from '../../../../main/engine/model-library/face-models/basel-face-model';
import { findFaceModel } from '../../../../main/engine/model-library/face-models/import-face-model';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { otherFace, type OtherFace } from '../../../fixtures/other-models/other-face';
import {
  deviationsPerUnit,
  writeBaselFront,
  writeBaselWhole,
} from '../../../fixtures/other-models/write-basel';
import { writeGnm } from '../../../fixtures/other-models/write-gnm';
import { writeIctFaceKit } from '../../../fixtures/other-models/write-ict-facekit';
import { writeMat } from '../../../fixtures/other-models/write-mat';

const words = { licence: 'not stated', source: 'the test' };
const units = ['jawOpen', 'eyeBlinkLeft', 'mouthSmileRight', 'eyeLookInLeft'];

let folder: string;
let face: OtherFace;
let store: ModelStore;
let library: UserModelLibrary;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-faces-'));
  face = await otherFace();
  store = new ModelStore(undefined, path.join(folder, 'models'));
  // No network is run for a face model.
  library = new UserModelLibrary(store, () => Promise.reject(new Error('no pool')));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

async function add(given: string, id: string): Promise<{ added: AddedModel; model: FaceModel }> {
  const added = await library.add(given, { ...words, id });
  return { added, model: await faceModelAt((await store.resolve(id)).path) };
}

/** Distances of a model's landmarks from where they are known to be, mm, after turning one onto the other. */
function landmarkErrors(model: FaceModel, which: 'landmarks478' | 'landmarks68'): number[] {
  const found = surfacePositions(model.triangles, model[which], model.mean);
  const known = face.placesOf(face.own[which]);
  const isOn = model[which].weight.map((w) => (w > 0 ? 1 : 0));
  movePoints(alignPoints(known, found, isOn, 'kept'), known);
  return Array.from(isOn, (_, p) =>
    Math.hypot(...[0, 1, 2].map((c) => found[3 * p + c] - known[3 * p + c])),
  ).filter((_, p) => isOn[p] === 1);
}

function expectLandmarks(model: FaceModel, mostMedian: number, most: number): void {
  for (const which of ['landmarks478', 'landmarks68'] as const) {
    const errors = landmarkErrors(model, which).sort((a, b) => a - b);
    expect(errors.length).toBeGreaterThanOrEqual(which === 'landmarks68' ? 68 : 460);
    expect(errors[errors.length >> 1]).toBeLessThan(mostMedian);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(most);
  }
}

/** Largest movement of any vertex by a mode, mm. */
function largest(modes: Float32Array, mode: number, vertexCount: number): number {
  let most = 0;
  for (let v = mode * vertexCount; v < (mode + 1) * vertexCount; v++) {
    most = Math.max(most, Math.hypot(modes[3 * v], modes[3 * v + 1], modes[3 * v + 2]));
  }
  return most;
}

function largestOf(values: Float32Array): number {
  return largest(values, 0, values.length / 3);
}

function shareOf(model: FaceModel, regionName: string): number {
  return model.region.filter((code) => model.regionNames[code] === regionName).length / model.vertexCount;
}

test('a folder of ICT-FaceKit becomes a model with landmarks, regions, colours and a chart', async () => {
  const ict = path.join(folder, 'FaceXModel');
  await writeIctFaceKit(ict, face, 3, units);
  const { added, model } = await add(folder, 'ict');
  expect(added).toMatchObject({
    faceModel: { kind: 'ICT-FaceKit', verticesOfSource: 26719, identityModes: 3 },
  });
  expect((await store.resolve('ict')).entry).toMatchObject({ job: 'morphable-model', licence: 'MIT' });
  expectLandmarks(model, 0.3, 1.5);
  // The skull behind the face is gone, and nothing else.
  expect(model.vertexCount).toBe(face.own.vertexCount);
  expect(model.expressionNames).toEqual([...units].sort());
  expect(model.expressionDeviations).toBeUndefined();
  const jaw = model.expressionNames.indexOf('jawOpen');
  expect(largest(model.expression, jaw, model.vertexCount)).toBeCloseTo(
    largestOf(face.expression('jawOpen')),
    1,
  );
  expect(largest(model.identity, 1, model.vertexCount)).toBeCloseTo(largestOf(face.identity(1)), 1);
  for (const name of ['lips', 'leftEyeball', 'rightEyeball', 'teeth', 'mouthBag', 'eyelidRim']) {
    expect(shareOf(model, name)).toBeCloseTo(shareOf(face.own, name), 2);
  }
  // Eyes turn, so the irises count.
  expect(model.landmarks478.weight[468]).toBeGreaterThan(0);
  expect(model.eyeCentre[0]).toBeLessThan(model.eyeCentre[3]);
  expect(model.albedoModes).toBe(face.own.albedoModes);
  expect(model.uv.every((place) => place >= 0 && place <= 1)).toBe(true);
  const twice = Array.from(model.symmetry, (mirror, v) => model.symmetry[mirror] === v);
  expect(twice.filter(Boolean).length).toBeGreaterThan(0.9 * model.vertexCount);
});

test('BFM_model_front.mat keeps its own colours and components, in our units', async () => {
  const file = path.join(folder, 'BFM_model_front.mat');
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
  expectLandmarks(model, 1.2, 3);
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
});

test('01_MorphableModel.mat with Exp_Pca.bin is read as the same face as the prepared file', async () => {
  const raw = path.join(folder, 'BFM');
  await writeBaselWhole(raw, face);
  // What is made of a face afterwards is the same for both.
  const found = await findFaceModel(path.join(raw, '01_MorphableModel.mat'));
  expect(found?.importer.name).toBe(baselFaceModel.name);
  const whole = await baselFaceModel.read(found?.at ?? '');
  const prepared = await baselFaceModel.read(path.join(folder, 'BFM_model_front.mat'));
  const difference = (a: Float32Array, b: Float32Array): number => {
    let most = a.length === b.length ? 0 : Infinity;
    for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
    return most;
  };
  expect(difference(whole.mean, prepared.mean)).toBeLessThan(0.01);
  expect(difference(whole.landmarks68, prepared.landmarks68)).toBeLessThan(0.01);
  const modesOf = (one: ForeignFace) => [...one.identity, ...one.expressions.map(({ offsets }) => offsets)];
  const known = modesOf(prepared);
  expect(known).toHaveLength(80 + 64);
  modesOf(whole).forEach((mode, k) => expect(difference(mode, known[k])).toBeLessThan(0.01));
  const coloursOf = ({ albedo }: ForeignFace) => (albedo === undefined ? [] : [albedo.mean, ...albedo.modes]);
  const colours = coloursOf(prepared);
  expect(colours).toHaveLength(81);
  coloursOf(whole).forEach((mode, k) => expect(difference(mode, colours[k])).toBeLessThan(0.001));
  expect(difference(Float32Array.from(whole.triangles), Float32Array.from(prepared.triangles))).toBe(0);
});

test('gnm_head.npz: the head’s components, the jaw’s points put in order', async () => {
  const gnm = path.join(folder, 'data');
  await writeGnm(gnm, face, 3, units);
  const { added, model } = await add(gnm, 'gnm');
  expect(added.faceModel).toMatchObject({ kind: 'GNM Head', identityModes: 3, identityModesOfSource: 3 });
  expect((await store.resolve('gnm')).entry.licence).toBe('Apache-2.0');
  expectLandmarks(model, 0.6, 2);
  expect(model.expressionDeviations).toBe(3);
  expect(largest(model.identity, 2, model.vertexCount)).toBeCloseTo(largestOf(face.identity(2)), 1);
  expect(shareOf(model, 'leftEyeball')).toBeCloseTo(shareOf(face.own, 'leftEyeball'), 2);
});

async function failure(given: string): Promise<{ code: string; message: string }> {
  return library.add(given, { ...words, id: 'wrong' }).then(
    () => ({ code: 'added', message: '' }),
    (error: unknown) => error as { code: string; message: string },
  );
}

test('a file cut short is named, with what to do', async () => {
  const front = path.join(folder, 'short.mat');
  await copyFile(path.join(folder, 'BFM_model_front.mat'), front);
  await truncate(front, 100_000);
  expect(await failure(front)).toMatchObject({
    code: 'model-unsuitable',
    message: expect.stringMatching(/short\.mat is damaged or cut short\. Get the file again/) as string,
  });
  const npz = path.join(folder, 'short.npz');
  await copyFile(path.join(folder, 'data/versions/v3_0/gnm_head.npz'), npz);
  await truncate(npz, 100_000);
  expect((await failure(npz)).message).toMatch(/short\.npz is no NumPy \.npz archive, or cut short/);
  const expressions = path.join(folder, 'BFM', 'Exp_Pca.bin');
  await truncate(expressions, 1000);
  expect((await failure(path.join(folder, 'BFM'))).message).toMatch(
    /Exp_Pca\.bin is 1000 bytes long, and \d+ go with/,
  );
  await rm(expressions);
  expect((await failure(path.join(folder, 'BFM'))).message).toMatch(
    /01_MorphableModel\.mat needs Exp_Pca\.bin beside it/,
  );
});

test('a file of another kind, size or version is named, with what it has instead', async () => {
  const mat = path.join(folder, 'other.mat');
  await writeMat(mat, [{ name: 'lm', shape: [68, 3], values: new Float64Array(204) }]);
  expect((await failure(mat)).message).toMatch(/other\.mat lacks the array meanshape \[1, n\]; it has lm/);
  await writeFile(mat, 'MATLAB 7.3 MAT-file, Platform: GLNXA64'.padEnd(1000));
  expect((await failure(mat)).message).toMatch(/version 7\.3.*Save it again in MATLAB with -v7/);
  const ict = path.join(folder, 'FaceXModel');
  const odd = path.join(ict, 'jawOpen.obj');
  await writeFile(odd, (await readFile(odd, 'utf8')).replace(/^f \d+/m, 'f 99999'));
  expect((await failure(ict)).message).toMatch(
    /jawOpen\.obj has a face that names a vertex it does not have/,
  );
  await writeFile(odd, 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n');
  expect((await failure(ict)).message).toMatch(/jawOpen\.obj has 3 vertices; ICT-FaceKit's faces have 26719/);
  await rm(path.join(folder, 'data', 'landmarks'), { recursive: true });
  expect((await failure(path.join(folder, 'data'))).message).toMatch(/head_sparse_68\.txt is not beside it/);
  expect((await store.entries()).some(({ id }) => id === 'wrong')).toBe(false);
});

test('landmarks of no face are refused, and so is a face of another size', async () => {
  const file = path.join(folder, 'BFM_model_front.mat');
  const large = { ...face, mean: face.mean.map((mm) => mm * 2) };
  await writeBaselFront(file, { ...large, placesOf: (points) => face.placesOf(points).map((mm) => mm * 2) });
  expect((await failure(file)).message).toMatch(/its face is 2\.\d+ times the size of ours/);
});
