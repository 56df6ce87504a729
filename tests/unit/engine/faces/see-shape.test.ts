import { detectFaces } from '../../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../../main/engine/faces/find-landmarks';
import { seeShape } from '../../../../main/engine/faces/see-shape';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import type { SeenShape } from '../../../../main/engine/geometry/seen-shape';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { warpImage } from '../../../../main/engine/geometry/warp-image';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { resize } from '../../../../main/engine/pixels/resize';
import { loadPortrait } from '../../../fixtures/portrait';

const degree = Math.PI / 180;
const models = new ModelStore();
let pool: InferencePool;
let model: FaceModel;
let portrait: RgbImage;

beforeAll(async () => {
  pool = new InferencePool({ models, workers: 1 });
  model = await loadFaceModel((await models.resolve('morphable-model')).path);
  portrait = await loadPortrait();
});
afterAll(() => pool.close());

async function landmarksOf(image: RgbImage): Promise<Float32Array> {
  const [face] = await detectFaces(image, pool);
  return (await findLandmarksOfDetection(image, face, pool)).points;
}

async function seenIn(image: RgbImage): Promise<SeenShape> {
  const seen = await seeShape(image, await landmarksOf(image), pool);
  if (seen === undefined) throw new Error('too small');
  return seen;
}

function mirrored({ width, height, data }: RgbImage): RgbImage {
  const out = createRgbImage(width, height);
  for (let i = 0; i < width * height; i++) {
    const from = 3 * (i + width - 1 - 2 * (i % width));
    out.data.set(data.subarray(from, from + 3), 3 * i);
  }
  return out;
}

/** 1 for a mode that is alike on both sides of the face, -1 for one that is opposite. */
function parityOf(mode: number): number {
  const { identity, symmetry } = model;
  const vertices = symmetry.length;
  let alike = 0;
  for (let v = 0; v < vertices; v++) {
    const [here, there] = [(mode * vertices + v) * 3, (mode * vertices + symmetry[v]) * 3];
    for (let axis = 0; axis < 3; axis++) {
      const product = identity[here + axis] * identity[there + axis];
      alike += axis === 0 ? -product : product;
    }
  }
  return Math.sign(alike);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (v, k) => v - b[k]));
}

test('a shape is seen in every mode, with how sure that is', async () => {
  const { shape, shapeSigma } = await seenIn(portrait);
  expect(shape).toHaveLength(model.identityModes);
  expect(Math.hypot(...shape)).toBeGreaterThan(1);
  for (const sigma of shapeSigma) {
    expect(sigma).toBeGreaterThan(0.2);
    expect(sigma).toBeLessThan(3);
  }
});

test('turning the picture leaves the shape and rolls the head', async () => {
  const [cos, sin, middle] = [Math.cos(12 * degree), Math.sin(12 * degree), portrait.width / 2];
  const turned = createRgbImage(portrait.width, portrait.height);
  const place = { a: cos, b: sin, tx: middle * (1 - cos + sin), ty: middle * (1 - cos - sin) };
  warpImage(portrait, place, turned);
  const [upright, tilted] = [await seenIn(portrait), await seenIn(turned)];
  expect(distance(tilted.shape, upright.shape)).toBeLessThan(0.4 * Math.hypot(...upright.shape));
  const [pitch, yaw, roll] = tilted.turn.map((angle, axis) => (angle - upright.turn[axis]) / degree);
  expect(Math.abs(roll - -12)).toBeLessThan(2);
  expect(Math.hypot(pitch, yaw)).toBeLessThan(3);
});

test('a mirrored face has the mirrored shape', async () => {
  const [one, other] = [await seenIn(portrait), await seenIn(mirrored(portrait))];
  const expected = one.shape.map((v, k) => parityOf(k) * v);
  expect(distance(other.shape, expected)).toBeLessThan(0.6 * Math.hypot(...expected));
});

test('a small face is not looked at', async () => {
  const small = resize(portrait, 100, 100, 'bicubic', true);
  const landmarks = (await landmarksOf(portrait)).map((v) => (v * 100) / portrait.width);
  expect(await seeShape(small, landmarks, pool)).toBeUndefined();
});
