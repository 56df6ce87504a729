import { detectFaces } from '../../../../main/engine/faces/detect-faces';
import { FaceTracker } from '../../../../main/engine/faces/face-tracker';
import { findLandmarksOfDetection } from '../../../../main/engine/faces/find-landmarks';
import { fivePointsOf } from '../../../../main/engine/faces/five-points';
import { isPoor, readCoefficients } from '../../../../main/engine/faces/read-coefficients';
import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { cropPoseOf, headAnchor } from '../../../../main/engine/geometry/crop-pose';
import { isOfModel, readingSize, type FaceReading } from '../../../../main/engine/geometry/face-reading';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { defaultCamera } from '../../../../main/engine/geometry/projection';
import type { FaceModel } from '../../../../main/engine/geometry/types';
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
let landmarks: Float32Array;

beforeAll(async () => {
  pool = new InferencePool({ models, workers: 1 });
  model = await loadFaceModel((await models.resolve('morphable-model')).path);
  portrait = await loadPortrait();
  const [face] = await detectFaces(portrait, pool);
  ({ points: landmarks } = await findLandmarksOfDetection(portrait, face, pool));
});
afterAll(() => pool.close());

/** What is read off the portrait at a share of its size. */
async function readAt(image: RgbImage, points: Float32Array, share: number): Promise<FaceReading> {
  const edge = Math.round(image.width * share);
  const small = resize(image, edge, edge, 'bicubic', true);
  const scale = edge / image.width;
  return readCoefficients(
    small,
    fivePointsOf(points).map((v) => v * scale),
    pool,
  );
}

function mirrored(image: RgbImage): RgbImage {
  const { width, height, data } = image;
  const out = createRgbImage(width, height);
  for (let i = 0; i < width * height; i++) {
    const from = 3 * (i + width - 1 - 2 * (i % width));
    out.data.set(data.subarray(from, from + 3), 3 * i);
  }
  return out;
}

test.each([1, 0.25])('at %f of its size the portrait is turned as its sharp landmarks say', async (share) => {
  const camera = defaultCamera(portrait.width, portrait.height);
  const fit = fitFace(model, landmarks, camera);
  const cropFromFrame = cropFromFrameOf(fivePointsOf(landmarks), readingSize);
  const sharp = cropPoseOf(fit.pose, headAnchor(model), camera, cropFromFrame, readingSize);
  const reading = await readAt(portrait, landmarks, share);
  expect(isOfModel(reading, model)).toBe(true);
  const [pitch, yaw, roll, x, y, logScale] = reading.coefficients;
  expect(Math.abs(pitch - sharp.pitchRadians)).toBeLessThan(8 * degree);
  expect(Math.abs(yaw - sharp.yawRadians)).toBeLessThan(6 * degree);
  expect(Math.abs(roll - sharp.rollRadians)).toBeLessThan(4 * degree);
  expect(Math.hypot(x - sharp.x, y - sharp.y)).toBeLessThan(0.03);
  expect(Math.abs(logScale - sharp.logScale)).toBeLessThan(0.12);
  // She smiles.
  const smile = 6 + model.identityModes + model.expressionNames.indexOf('mouthSmileLeft');
  expect(reading.coefficients[smile]).toBeGreaterThan(0.2);
});

test('a mirrored head is turned the other way', async () => {
  const points = fivePointsOf(landmarks).map((v, i) => (i % 2 === 0 ? portrait.width - v : v));
  const swapped = [2, 3, 0, 1, 4, 5, 8, 9, 6, 7].map((i) => points[i]);
  const [one, other] = await Promise.all([
    readAt(portrait, landmarks, 1),
    readCoefficients(mirrored(portrait), swapped, pool),
  ]);
  expect(Math.abs(one.coefficients[0] - other.coefficients[0])).toBeLessThan(4 * degree);
  expect(Math.abs(one.coefficients[1] + other.coefficients[1])).toBeLessThan(5 * degree);
});

test('the poorer the picture, the less sure it is', async () => {
  const angles = async (share: number): Promise<number> => {
    const { sigma } = await readAt(portrait, landmarks, share);
    return sigma[0] + sigma[1] + sigma[2];
  };
  expect(await angles(0.1)).toBeGreaterThan(1.1 * (await angles(1)));
});

test('only small faces are poor', () => {
  const five = fivePointsOf(landmarks);
  expect(isPoor(five)).toBe(false);
  expect(isPoor(five.map((v) => v / 4))).toBe(true);
  expect(isPoor(five, 1 / 4)).toBe(true);
});

test('the tracker asks the pixels of small faces, and of no others', async () => {
  const readingAt = async (edge: number): Promise<FaceReading | undefined> => {
    const image = resize(portrait, edge, edge, 'bicubic', true);
    const frame = { index: 0, timestampMicros: 0, image };
    const tracker = new FaceTracker(pool, new AbortController().signal);
    const faces = await tracker.next(frame, false, detectFaces(image, pool));
    expect(faces).toHaveLength(1);
    return faces[0].reading;
  };
  expect(await readingAt(portrait.width)).toBeUndefined();
  expect((await readingAt(100))?.coefficients).toHaveLength(165);
});
