import { rotationMatrix, toCamera } from '../../../../main/engine/geometry/projection';
import { createRigidPose, fitRigidPose, headAngles } from '../../../../renderer/scene/rigid-fit';
import { seededRandom } from '../../../fixtures/synthetic-face-model';

const random = seededRandom(5);
const neutral = Float32Array.from({ length: 3 * 500 }, (_, i) => (random() * 2 - 1) * [70, 100, 60][i % 3]);

test('finds the pose that the engine gave a head, in the engine’s angles', () => {
  const pose = createRigidPose();
  for (const [pitch, yaw, roll] of [
    [0, 0, 0],
    [0.3, -0.9, 0.2],
    [-0.5, 1.4, -0.4],
  ]) {
    const posed = new Float32Array(neutral.length);
    const translation = [30, -12, -800] as const;
    toCamera({ pitchRadians: pitch, yawRadians: yaw, rollRadians: roll, translation }, neutral, posed);
    fitRigidPose(neutral, posed, pose);
    const expected = rotationMatrix(pitch, yaw, roll);
    for (let i = 0; i < 9; i++) expect(pose.rotation[i]).toBeCloseTo(expected[i], 4);
    for (let i = 0; i < 3; i++) expect(pose.translation[i]).toBeCloseTo(translation[i], 2);
    const angles = headAngles(pose.rotation, { pitchRadians: 0, yawRadians: 0, rollRadians: 0 });
    expect(angles.pitchRadians).toBeCloseTo(pitch, 3);
    expect(angles.yawRadians).toBeCloseTo(yaw, 3);
    expect(angles.rollRadians).toBeCloseTo(roll, 3);
  }
});

test('an expression barely turns the head', () => {
  const posed = neutral.slice();
  for (let i = 0; i < posed.length; i += 3) if (posed[i + 1] < -60) posed[i + 1] -= 12; // an open jaw
  const pose = createRigidPose();
  fitRigidPose(neutral, posed, pose);
  const angles = headAngles(pose.rotation, { pitchRadians: 0, yawRadians: 0, rollRadians: 0 });
  expect(Math.abs(angles.yawRadians)).toBeLessThan(0.02);
  expect(Math.abs(angles.pitchRadians)).toBeLessThan(0.02);
});

test('what has no extent leaves the head unturned', () => {
  const pose = createRigidPose();
  fitRigidPose(new Float32Array(9), new Float32Array(9), pose);
  expect([...pose.rotation]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
});
