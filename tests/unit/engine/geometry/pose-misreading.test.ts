import path from 'node:path';
import shipped from '../../../../main/engine/geometry/facemesh-attention-misreading.json';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { landmarkBasisOf, neutralLandmarks } from '../../../../main/engine/geometry/landmark-basis';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import {
  correctMisreading,
  misreadingFeatures,
  type PoseMisreading,
} from '../../../../main/engine/geometry/pose-misreading';
import { anglesOf, projectModelPoints, rotationOf } from '../../../../main/engine/geometry/projection';
import type { Camera, FaceModel, Pose } from '../../../../main/engine/geometry/types';
import { seededRandom } from '../../../fixtures/synthetic-face-model';

const degree = Math.PI / 180;
const camera: Camera = { focalPixels: 460, centreX: 192, centreY: 192 };
const { pairs } = shipped;
let model: FaceModel;
let points: Float64Array;
let weight: Float32Array;

beforeAll(async () => {
  model = await loadFaceModel(path.resolve('native-models/facet-face/facet-face.ffm'));
  const basis = landmarkBasisOf(model);
  points = neutralLandmarks(basis, []);
  weight = basis.weight;
});

function poseOf(pitch: number, yaw: number, roll: number): Pose {
  return {
    pitchRadians: pitch * degree,
    yawRadians: yaw * degree,
    rollRadians: roll * degree,
    translation: [12, -20, -540],
  };
}

function stateOf(pose: Pose) {
  return {
    rotation: rotationOf(pose),
    translation: Float64Array.from(pose.translation),
    expression: new Float64Array(0),
  };
}

/** The mean face's landmarks at a pose, each off by up to `noise` pixels. */
function landmarksAt(pose: Pose, noise = 0): Float32Array {
  const places = projectModelPoints(camera, pose, Float32Array.from(points));
  const random = seededRandom(3);
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) {
    landmarks[3 * p] = places[2 * p] + noise * (2 * random() - 1);
    landmarks[3 * p + 1] = places[2 * p + 1] + noise * (2 * random() - 1);
  }
  return landmarks;
}

/** A table that says the same of every face: misread by these degrees, whatever its landmarks are. */
function constantTable(pitchDegrees: number): PoseMisreading {
  const nothing = new Array<number>(2 + pairs.length).fill(0);
  return { pairs, pitch: [pitchDegrees * degree, 0, 0, 0, ...nothing.slice(2)], yaw: nothing, roll: nothing };
}

it('turns the head back by what the table says, about the middle of its landmarks', () => {
  const pose = poseOf(5, 20, -8);
  const state = stateOf(pose);
  correctMisreading(constantTable(3), points, weight, state, landmarksAt(pose), camera, () => 0);
  const { pitchRadians, yawRadians, rollRadians } = anglesOf(state.rotation);
  expect(pitchRadians / degree).toBeCloseTo(2, 6);
  expect(yawRadians / degree).toBeCloseTo(20, 6);
  expect(rollRadians / degree).toBeCloseTo(-8, 6);
  const middle = [0, 0, 0];
  weight.forEach((w, p) => middle.forEach((_, axis) => (middle[axis] += w * points[3 * p + axis])));
  const total = weight.reduce((sum, w) => sum + w, 0);
  const inModel = middle.map((v) => v / total);
  const before = rotationOf(pose);
  for (const row of [0, 1, 2]) {
    const along = (r: ArrayLike<number>): number =>
      inModel.reduce((sum, v, axis) => sum + r[3 * row + axis] * v, 0);
    expect(along(state.rotation) + state.translation[row]).toBeCloseTo(
      along(before) + pose.translation[row],
      6,
    );
  }
});

it('turns the head only as far as its landmarks allow', () => {
  const pose = poseOf(5, 20, -8);
  const state = stateOf(pose);
  const turnedDegrees = (r: ArrayLike<number>): number => 5 - anglesOf(r).pitchRadians / degree;
  // Every degree costs two per cent: five, which is two and a half degrees, are allowed.
  const errorAt = ({ rotation }: { rotation: Float64Array }): number => 0.02 * turnedDegrees(rotation);
  correctMisreading(constantTable(3), points, weight, state, landmarksAt(pose), camera, errorAt);
  expect(turnedDegrees(state.rotation)).toBeGreaterThan(2.4);
  expect(turnedDegrees(state.rotation)).toBeLessThanOrEqual(2.5);
});

it('says nothing of turns it was not calibrated for', () => {
  for (const pose of [poseOf(0, 65, 0), poseOf(40, 0, 0)]) {
    const state = stateOf(pose);
    correctMisreading(constantTable(3), points, weight, state, landmarksAt(pose), camera, () => 0);
    state.rotation.forEach((v, i) => expect(v).toBeCloseTo(rotationOf(pose)[i], 12));
  }
});

it('sees in a mirrored picture the same pitch and the opposite yaw and roll', () => {
  const pose = poseOf(6, 15, 10);
  const landmarks = landmarksAt(pose, 3);
  const mirrored = new Float32Array(landmarks.length);
  for (let k = 0; k < pairs.length; k += 2) {
    for (const [from, to] of [
      [pairs[k], pairs[k + 1]],
      [pairs[k + 1], pairs[k]],
    ]) {
      mirrored.set([2 * camera.centreX - landmarks[3 * from], landmarks[3 * from + 1]], 3 * to);
    }
  }
  const opposite: Pose = { ...poseOf(6, -15, -10), translation: [-12, -20, -540] };
  const seen = misreadingFeatures(pairs, points, stateOf(pose), landmarks, camera);
  const again = misreadingFeatures(pairs, points, stateOf(opposite), mirrored, camera);
  // The mean face is symmetric to a hundredth of a pixel, 1e-3 of the distance between the eyes.
  seen.even.forEach((v, i) => expect(Math.abs(again.even[i] - v)).toBeLessThan(1e-3));
  seen.odd.forEach((v, i) => expect(Math.abs(again.odd[i] + v)).toBeLessThan(1e-3));
});

it('names every landmark once, and its mirror image', () => {
  const named = new Set(pairs);
  expect([...named].sort((a, b) => a - b)).toEqual(Array.from({ length: 478 }, (_, p) => p));
  expect(shipped.pitch).toHaveLength(4 + pairs.length);
  expect(shipped.yaw).toHaveLength(2 + pairs.length);
  expect(shipped.roll).toHaveLength(2 + pairs.length);
});

it('corrects a fit only where asked to, by a few degrees at most', () => {
  const pose = poseOf(10, -10, 0);
  const landmarks = landmarksAt(pose, 2);
  const identity = new Float32Array(model.identityModes);
  const exact = fitFace(model, landmarks, camera, { identity });
  const corrected = fitFace(model, landmarks, camera, { identity, misreading: shipped });
  expect(Array.from(corrected.expression)).toEqual(Array.from(exact.expression));
  expect(corrected.pose.pitchRadians).not.toBe(exact.pose.pitchRadians);
  expect(Math.abs(corrected.pose.pitchRadians - exact.pose.pitchRadians)).toBeLessThan(4 * degree);
});
