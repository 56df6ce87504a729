import { detectFaces } from '../../../../main/engine/faces/detect-faces';
import { embedFace, similarityOf } from '../../../../main/engine/faces/embed-face';
import { findLandmarksOfDetection } from '../../../../main/engine/faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../../../../main/engine/faces/five-points';
import { countSteadyViews } from '../../../../main/engine/faces/steady-landmarks';
import { applyToPoints } from '../../../../main/engine/geometry/similarity';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import {
  faceCentre,
  frameFromPortrait,
  loadPortrait,
  noiseFrame,
  pastePortrait,
  placePortrait,
} from '../../../fixtures/portrait';

let pool: InferencePool;
let portrait: RgbImage;
beforeAll(async () => {
  pool = new InferencePool({ models: new ModelStore(), workers: 2 });
  portrait = await loadPortrait();
});
afterAll(() => pool.close());

async function onlyFace(image: RgbImage) {
  const faces = await detectFaces(image, pool);
  expect(faces).toHaveLength(1);
  const landmarks = await findLandmarksOfDetection(image, faces[0], pool);
  return { detection: faces[0], landmarks, five: fivePointsOf(landmarks.points) };
}

test('the portrait holds one face: eyes, nose and mouth where they are', async () => {
  const { detection, landmarks, five } = await onlyFace(portrait);
  const { box, keypoints } = detection;
  expect(detection.score).toBeGreaterThan(0.8);
  expect(
    Math.hypot((box.left + box.right) / 2 - faceCentre[0], (box.top + box.bottom) / 2 - faceCentre[1]),
  ).toBeLessThan(8);
  expect(landmarks.confidence).toBeGreaterThan(0.95);
  expect(landmarks.points).toHaveLength(478 * 3);
  // Image order: the first eye is the left one; the detector and the mesh agree about the eyes.
  expect(five[0]).toBeLessThan(five[2]);
  const distance = interOcularDistance(five);
  for (const i of [0, 1, 2, 3]) expect(Math.abs(five[i] - keypoints[i])).toBeLessThan(0.2 * distance);
  expect(five[5]).toBeGreaterThan(five[1]);
  expect(five[7]).toBeGreaterThan(five[5]);
  // Irises lie between the eye corners; the nose tip is nearer than the ears.
  const at = (index: number) => landmarks.points.subarray(index * 3, index * 3 + 3);
  expect(at(468)[0]).toBeGreaterThan(at(33)[0]);
  expect(at(468)[0]).toBeLessThan(at(133)[0]);
  expect(at(473)[0]).toBeGreaterThan(at(362)[0]);
  expect(at(473)[0]).toBeLessThan(at(263)[0]);
  expect(at(4)[2]).toBeLessThan(at(234)[2]);
});

test.each([
  ['turned by 35 degrees', 1, 0.61],
  ['twice as large', 2, 0],
  ['half as large and turned', 0.5, -0.3],
])('landmarks follow the face when it is %s', async (_what, zoom, angle) => {
  const straight = (await onlyFace(portrait)).landmarks.points;
  const placed = frameFromPortrait(zoom, angle, 320, 240);
  const { landmarks } = await onlyFace(placePortrait(portrait, placed, 640, 480));
  const expected = straight.slice();
  applyToPoints(placed, straight, expected, 3);
  const distance = interOcularDistance(fivePointsOf(expected));
  const errors: number[] = [];
  for (let i = 0; i < 478 * 3; i += 3) {
    errors.push(
      Math.hypot(landmarks.points[i] - expected[i], landmarks.points[i + 1] - expected[i + 1]) / distance,
    );
  }
  errors.sort((a, b) => a - b);
  expect(errors[239]).toBeLessThan(0.03);
  expect(errors[Math.floor(0.95 * 478)]).toBeLessThan(0.08);
});

test('a 32 px face in a 1080p frame is found, and nothing else', async () => {
  const frame = noiseFrame(1920, 1080);
  pastePortrait(portrait, 0.3, 1410, 307, frame);
  const { detection, landmarks } = await onlyFace(frame);
  expect(detection.box.right - detection.box.left).toBeLessThan(45);
  expect(Math.abs((detection.box.left + detection.box.right) / 2 - 1410)).toBeLessThan(5);
  expect(landmarks.confidence).toBeGreaterThan(0.9);
  expect(detection.closeUpOnly).toBe(true);
});

test('landmarks of a face stay when it is looked at again, those drawn on noise do not', async () => {
  const { landmarks } = await onlyFace(portrait);
  expect(await countSteadyViews(portrait, landmarks, [0, 1, 2], pool)).toBe(3);
  const noise = noiseFrame(320, 320);
  expect(await countSteadyViews(noise, landmarks, [0, 1, 2], pool)).toBe(0);
});

test('a frame without a face has none', async () => {
  expect(await detectFaces(noiseFrame(960, 540), pool)).toEqual([]);
});

test('the look survives turning and shrinking, has unit length and is not that of noise', async () => {
  const { five } = await onlyFace(portrait);
  const look = await embedFace(portrait, five, pool);
  const small = placePortrait(portrait, frameFromPortrait(0.6, 0.4, 160, 120), 320, 240);
  const again = await embedFace(small, (await onlyFace(small)).five, pool);
  expect(similarityOf(look, look)).toBeCloseTo(1, 5);
  expect(similarityOf(look, again)).toBeGreaterThan(0.73);
  const nobody = await embedFace(noiseFrame(320, 320), five, pool);
  expect(similarityOf(look, nobody)).toBeLessThan(0.5);
});
