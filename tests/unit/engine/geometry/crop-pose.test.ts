import { cropPoseOf, headAnchor, poseOfCrop } from '../../../../main/engine/geometry/crop-pose';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { apply } from '../../../../main/engine/geometry/similarity';
import type { Camera, Pose, Similarity } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const degree = Math.PI / 180;
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const anchor = headAnchor(syntheticFaceModel());
const cropSize = 96;

function pose(pitch: number, yaw: number, roll: number, translation: [number, number, number]): Pose {
  return {
    pitchRadians: pitch * degree,
    yawRadians: yaw * degree,
    rollRadians: roll * degree,
    translation,
  };
}

/** Straight ahead: the head whose anchor lies on the camera's axis. */
function onTheAxis(pitch: number, yaw: number, roll: number): Pose {
  const turned = pose(pitch, yaw, roll, [0, 0, 0]);
  const [u, v] = projectModelPoints(
    { focalPixels: 1, centreX: 0, centreY: 0 },
    { ...turned, translation: [0, 0, -1e6] },
    Float32Array.from(anchor),
  );
  return { ...turned, translation: [-u * 1e6, v * 1e6, -600] };
}

test.each([
  pose(0, 0, 0, [0, 0, -600]),
  pose(10, 25, -8, [160, -90, -550]),
  pose(-12, -50, 15, [-180, 140, -700]),
  pose(5, 30, 170, [90, 60, -500]),
])('a pose comes back from the crop: %o', (truth) => {
  const cropFromFrame: Similarity = { a: 0.3, b: -0.12, tx: 20, ty: 35 };
  const seen = cropPoseOf(truth, anchor, camera, cropFromFrame, cropSize);
  const back = poseOfCrop(seen, anchor, camera, cropFromFrame, cropSize);
  expect(back.pitchRadians).toBeCloseTo(truth.pitchRadians, 6);
  expect(back.yawRadians).toBeCloseTo(truth.yawRadians, 6);
  expect(back.rollRadians).toBeCloseTo(truth.rollRadians, 6);
  back.translation.forEach((v, i) => expect(v).toBeCloseTo(truth.translation[i], 3));
});

test('the crop shows the anchor where its pose says', () => {
  const cropFromFrame: Similarity = { a: 0.3, b: -0.12, tx: 20, ty: 35 };
  const truth = pose(10, 25, -8, [160, -90, -550]);
  const seen = cropPoseOf(truth, anchor, camera, cropFromFrame, cropSize);
  const [u, v] = projectModelPoints(camera, truth, Float32Array.from(anchor));
  const [x, y] = apply(cropFromFrame, u, v);
  expect(seen.x).toBeCloseTo(x / cropSize, 5);
  expect(seen.y).toBeCloseTo(y / cropSize, 5);
});

test('straight ahead and in an upright crop the turn is the pose; a turned crop takes its own turn off', () => {
  const truth = onTheAxis(10, 20, 5);
  const upright = cropPoseOf(truth, anchor, camera, { a: 0.3, b: 0, tx: 0, ty: 0 }, cropSize);
  expect(upright.pitchRadians).toBeCloseTo(10 * degree, 4);
  expect(upright.yawRadians).toBeCloseTo(20 * degree, 4);
  expect(upright.rollRadians).toBeCloseTo(5 * degree, 4);
  // Clockwise on screen by 12 degrees: the face in the crop is turned as much clockwise.
  const clockwise = { a: 0.3 * Math.cos(12 * degree), b: 0.3 * Math.sin(12 * degree), tx: 0, ty: 0 };
  const turned = cropPoseOf(truth, anchor, camera, clockwise, cropSize);
  expect(turned.rollRadians).toBeCloseTo(-7 * degree, 4);
  expect(turned.yawRadians).toBeCloseTo(20 * degree, 4);
});

test('a head that looks at the camera from the side of the picture looks straight out of its crop', () => {
  const side = 300;
  const looking = pose(0, -Math.atan2(side, 600) / degree, 0, [side, 0, -600]);
  const seen = cropPoseOf(looking, [0, 0, 0], camera, { a: 0.3, b: 0, tx: 0, ty: 0 }, cropSize);
  expect(seen.yawRadians).toBeCloseTo(0, 6);
  expect(seen.logScale).toBeCloseTo(Math.log((900 / 600) * 0.3 * (100 / cropSize)), 6);
});
