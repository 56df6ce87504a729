import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AddedModel } from '../../../../preload/contract/model-library';
import { gazeOf, turningEyesOf } from '../../../../main/engine/geometry/gaze';
import { faceModelAt } from '../../../../main/engine/geometry/load-face-model';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { expectLandmarks, largest, largestOf, shareOf } from '../../../fixtures/other-models/adopted-face';
import { otherFace, type OtherFace } from '../../../fixtures/other-models/other-face';
import { writeGnm } from '../../../fixtures/other-models/write-gnm';
import { writeIctFaceKit } from '../../../fixtures/other-models/write-ict-facekit';

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

test('a folder of ICT-FaceKit becomes a model with landmarks, regions, colours and a chart', async () => {
  const ict = path.join(folder, 'FaceXModel');
  await writeIctFaceKit(ict, face, 3, units);
  const { added, model } = await add(folder, 'ict');
  expect(added).toMatchObject({
    faceModel: { kind: 'ICT-FaceKit', verticesOfSource: 26719, identityModes: 3 },
  });
  expect((await store.resolve('ict')).entry).toMatchObject({ job: 'morphable-model', licence: 'MIT' });
  expectLandmarks(model, face, 0.3, 1.5);
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

test('gnm_head.npz: the head’s components, the jaw’s points put in order', async () => {
  const gnm = path.join(folder, 'data');
  await writeGnm(gnm, face, 3, units);
  const { added, model } = await add(gnm, 'gnm');
  expect(added.faceModel).toMatchObject({ kind: 'GNM Head', identityModes: 3, identityModesOfSource: 3 });
  expect((await store.resolve('gnm')).entry.licence).toBe('Apache-2.0');
  expectLandmarks(model, face, 0.6, 2);
  expect(model.expressionDeviations).toBe(3);
  expect(largest(model.identity, 2, model.vertexCount)).toBeCloseTo(largestOf(face.identity(2)), 1);
  expect(shareOf(model, 'leftEyeball')).toBeCloseTo(shareOf(face.own, 'leftEyeball'), 2);
  // Its eyes turn about the joints of its file, so that gaze can be read into it.
  expect(model.expressionNames).toHaveLength(units.length + 8);
  const eyes = turningEyesOf(model);
  expect(eyes.map(({ side }) => side)).toEqual(['Right', 'Left']);
  for (const eye of eyes) {
    const looking = (name: string) => {
      const weights = model.expressionNames.map((unit) => (unit === `${name}${eye.side}` ? 1 : 0));
      const { yawRadians, pitchRadians } = gazeOf(eye, weights);
      return [yawRadians, pitchRadians];
    };
    const out = eye.side === 'Left' ? 1 : -1; // the subject's left is the viewer's right
    expect(looking('eyeLookOut')[0]).toBeCloseTo(out * 0.55, 1);
    expect(looking('eyeLookIn')[0]).toBeCloseTo(-out * 0.55, 1);
    expect(looking('eyeLookUp')[1]).toBeCloseTo(0.55, 1);
    expect(looking('eyeLookDown')[1]).toBeCloseTo(-0.55, 1);
  }
});

async function failure(given: string): Promise<{ code: string; message: string }> {
  return library.add(given, { ...words, id: 'wrong' }).then(
    () => ({ code: 'added', message: '' }),
    (error: unknown) => error as { code: string; message: string },
  );
}

test('a file cut short is named, with what to do', async () => {
  const npz = path.join(folder, 'short.npz');
  await copyFile(path.join(folder, 'data/versions/v3_0/gnm_head.npz'), npz);
  await truncate(npz, 100_000);
  expect((await failure(npz)).message).toMatch(/short\.npz is no NumPy \.npz archive, or cut short/);
});

test('a file of another kind, size or version is named, with what it has instead', async () => {
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
