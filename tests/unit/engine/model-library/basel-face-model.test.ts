import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AddedModel } from '../../../../preload/contract/model-library';
import { coefficients257 } from '../../../../main/engine/export/coefficients';
import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import {
  isDeep3dBasis,
  readFaceOf,
  type Deep3dBasis,
  type ReadFace,
} from '../../../../main/engine/geometry/deep3d-coefficients';
import { deep3dCropFromFrame } from '../../../../main/engine/geometry/deep3d-crop';
import { fitReadFace } from '../../../../main/engine/geometry/fit-read-face';
import { faceModelAt } from '../../../../main/engine/geometry/load-face-model';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import { apply, invert } from '../../../../main/engine/geometry/similarity';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { readMat, type MatArray } from '../../../../main/engine/model-library/face-models/read-mat';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { mulberry32 } from '../../../../main/engine/pixels/mulberry32';
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

/** What the published formulas (Deng et al. 2019) make of 257 numbers: the 68 landmarks in the crop, pixels, y downwards. */
function publishedLandmarks(mat: ReadonlyMap<string, MatArray>, numbers: Float32Array): number[][] {
  const valuesOf = (name: string): ArrayLike<number> => mat.get(name)?.values ?? [];
  const meanShape = valuesOf('meanshape');
  const row = meanShape.length;
  const centre = [0, 0, 0];
  for (let i = 0; i < row; i++) centre[i % 3] += meanShape[i] / (row / 3);
  const [x, y, z] = numbers.subarray(224, 227);
  const rotX = [1, 0, 0, 0, Math.cos(x), -Math.sin(x), 0, Math.sin(x), Math.cos(x)];
  const rotY = [Math.cos(y), 0, Math.sin(y), 0, 1, 0, -Math.sin(y), 0, Math.cos(y)];
  const rotZ = [Math.cos(z), -Math.sin(z), 0, Math.sin(z), Math.cos(z), 0, 0, 0, 1];
  const times = (m: readonly number[], p: readonly number[]): number[] =>
    [0, 3, 6].map((r) => m[r] * p[0] + m[r + 1] * p[1] + m[r + 2] * p[2]);
  return Array.from(valuesOf('keypoints'), (keypoint) => {
    const place = [0, 1, 2].map((axis) => {
      const at = 3 * (keypoint - 1) + axis;
      let value = meanShape[at] - centre[axis];
      for (let k = 0; k < 80; k++) value += numbers[k] * valuesOf('idBase')[k * row + at];
      for (let k = 0; k < 64; k++) value += numbers[80 + k] * valuesOf('exBase')[k * row + at];
      return value;
    });
    const [cx, cy, cz] = times(rotZ, times(rotY, times(rotX, place))).map((v, i) => v + numbers[254 + i]);
    return [112 + (1015 * cx) / (10 - cz), 224 - (112 + (1015 * cy) / (10 - cz))];
  });
}

async function basel(): Promise<Deep3dBasis> {
  const model = await faceModelAt((await store.resolve('bfm')).path);
  if (!isDeep3dBasis(model)) throw new Error('the Basel model lost its axes');
  return model;
}

/** As a network would give them. */
function drawnNumbers(seed: number): Float32Array {
  const random = mulberry32(seed);
  const numbers = Float32Array.from({ length: 257 }, () => 2 * random() - 1);
  numbers.subarray(224, 227).forEach((angle, i, angles) => (angles[i] = angle * 0.4));
  numbers.subarray(254).forEach((shift, i, place) => (place[i] = shift * 0.3));
  return numbers;
}

const fivePoints = [300, 210, 362, 206, 335, 250, 311, 280, 357, 277];

test('257 numbers of a network show the face where the published formulas show it', async () => {
  const model = await basel();
  const mat = await readMat(inFolder('BFM_model_front.mat'));
  const crop = deep3dCropFromFrame(fivePoints);
  // The camera of the network itself, so that nothing is between the two but axes and units.
  const [centreX, centreY] = apply(invert(crop), 112, 112);
  const camera = { focalPixels: 1015 / crop.a, centreX, centreY };
  for (const seed of [1, 2]) {
    const numbers = drawnNumbers(seed);
    const read = readFaceOf(numbers, model, camera, crop);
    const shape = identityShape(model, read.identity);
    expressedShape(model, shape, read.expression, shape);
    const places = surfacePositions(model.triangles, model.landmarks68, shape);
    const found = projectModelPoints(camera, read.pose, places);
    publishedLandmarks(mat, numbers).forEach(([u, v], p) => {
      const [foundU, foundV] = apply(crop, found[2 * p], found[2 * p + 1]);
      expect(Math.hypot(foundU - u, foundV - v)).toBeLessThan(0.1);
    });
  }
});

test('what a network said is exported as it said it, whatever the frame’s camera', async () => {
  const model = await basel();
  const camera = { focalPixels: 768, centreX: 320, centreY: 240 };
  const numbers = drawnNumbers(3);
  const read = readFaceOf(numbers, model, camera, deep3dCropFromFrame(fivePoints));
  const { identity: shape, albedo, expression, light, pose } = read;
  const again = coefficients257({
    ...{ model, camera, fivePoints, cropFromFrame: cropFromFrameOf(fivePoints, 256) },
    identity: { shape, albedo, correction: new Float32Array(0) },
    fit: { pose, expression, light, reprojectionError: 0 },
  });
  again.forEach((value, i) => expect(value).toBeCloseTo(numbers[i], 4));
});

test('landmarks bring what a network misread of pose and expression nearer to the truth', async () => {
  const model = await basel();
  const camera = { focalPixels: 768, centreX: 320, centreY: 240 };
  const crop = deep3dCropFromFrame(fivePoints);
  const random = mulberry32(5);
  const errors = { network: 0, together: 0 };
  for (let drawn = 0; drawn < 4; drawn++) {
    const numbers = drawnNumbers(10 + drawn);
    const known = readFaceOf(numbers, model, camera, crop);
    const shape = identityShape(model, known.identity);
    const expressed = (expression: Float32Array): Float32Array => {
      const vertices = shape.slice();
      expressedShape(model, vertices, expression, vertices);
      return vertices;
    };
    const placesOf = ({ expression, pose }: Pick<ReadFace, 'expression' | 'pose'>): Float32Array =>
      projectModelPoints(camera, pose, expressed(expression));
    const truth = placesOf(known);
    const points = surfacePositions(model.triangles, model.landmarks478, expressed(known.expression));
    const landmarks = new Float32Array(478 * 3);
    projectModelPoints(camera, known.pose, points).forEach((value, i) => {
      landmarks[3 * (i >> 1) + (i & 1)] = value + 3 * (random() - 0.5); // 1 px of 62 between the eyes
    });
    const misread = numbers.map((value, i) => value + (i < 80 ? 0 : i < 224 ? 0.8 : 0.1) * (random() - 0.5));
    const read = readFaceOf(misread, model, camera, crop);
    const together = fitReadFace(model, known.identity, read, landmarks, camera);
    for (const [name, fit] of Object.entries({ network: read, together })) {
      const places = placesOf(fit);
      let sum = 0;
      for (let i = 0; i < places.length; i += 2) {
        sum += Math.hypot(places[i] - truth[i], places[i + 1] - truth[i + 1]);
      }
      errors[name as keyof typeof errors] += sum / (places.length / 2) / 4;
    }
  }
  expect(errors.network).toBeGreaterThan(1.5);
  expect(errors.together).toBeLessThan(0.5 * errors.network);
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
