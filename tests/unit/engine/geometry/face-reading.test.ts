import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { cropPoseOf, headAnchor } from '../../../../main/engine/geometry/crop-pose';
import {
  isOfModel,
  packPoseReading,
  poseReadingLength,
  readingSize,
  unpackPoseReading,
  weighReading,
  type FaceReading,
  type PoseReading,
} from '../../../../main/engine/geometry/face-reading';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { landmarkReliability } from '../../../../main/engine/geometry/landmark-reliability';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, Pose } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = { ...syntheticFaceModel(), name: 'facet-face' };
const [modes, expressions] = [model.identityModes, model.expressionNames.length];
const numbers = 6 + modes + expressions + 27;
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const places = surfacePositions(model.triangles, model.landmarks5, model.mean);

const byLandmarks: Pose = {
  pitchRadians: 0.1,
  yawRadians: -0.2,
  rollRadians: 0.05,
  translation: [20, -10, -4000],
};
const byPixels: Pose = {
  pitchRadians: 0.02,
  yawRadians: -0.1,
  rollRadians: 0.01,
  translation: [22, -12, -4300],
};
const fivePoints = projectModelPoints(camera, byLandmarks, places);

function reading(sigma: number): FaceReading {
  const cropFromFrame = cropFromFrameOf(fivePoints, readingSize);
  const seen = cropPoseOf(byPixels, headAnchor(model), camera, cropFromFrame, readingSize);
  const coefficients = new Float32Array(numbers);
  coefficients.set(Object.values(seen) as number[]);
  for (let k = 0; k < modes; k++) coefficients[6 + k] = k + 1;
  coefficients.fill(0.7, 6 + modes, 6 + modes + expressions);
  return { coefficients, sigma: new Float32Array(numbers).fill(sigma) };
}

function poseReading(sigma: number): PoseReading {
  const row = new Float32Array(2 * poseReadingLength(expressions));
  packPoseReading(model, reading(sigma), row);
  return unpackPoseReading(row, fivePoints)!;
}

const fit = { pose: byLandmarks, expression: new Float32Array(expressions).fill(0.1) };

function expectPose(found: Pose, wanted: Pose): void {
  for (const axis of ['pitchRadians', 'yawRadians', 'rollRadians'] as const)
    expect(found[axis]).toBeCloseTo(wanted[axis], 3);
  found.translation.forEach((v, i) => expect(v / wanted.translation[i]).toBeCloseTo(1, 2));
}

test('what is sure wins: pixels that know all, pixels that know nothing', () => {
  const sure = weighReading(model, fit, poseReading(1e-6), camera);
  expectPose(sure.pose, byPixels);
  expect(sure.expression[0]).toBeCloseTo(0.7, 4);
  const unsure = weighReading(model, fit, poseReading(1e4), camera);
  expectPose(unsure.pose, byLandmarks);
  expect(unsure.expression[0]).toBeCloseTo(0.1, 4);
});

test('as sure as the landmarks, pixels count half', () => {
  const { facePixels } = poseReading(1);
  const { pose, expression } = landmarkReliability(facePixels);
  const half = poseReading(pose[0]);
  const { pose: together } = weighReading(model, fit, half, camera);
  expect(together.pitchRadians).toBeCloseTo((0.1 + 0.02) / 2, 2);
  expect(weighReading(model, fit, poseReading(expression), camera).expression[0]).toBeCloseTo(0.4, 4);
});

test('a face is as wide as the picture shows it, and less so in an enlargement', () => {
  const row = new Float32Array(2 * poseReadingLength(expressions));
  packPoseReading(model, reading(1), row);
  const pixels = (140 * camera.focalPixels) / 4300;
  expect(unpackPoseReading(row, fivePoints)!.facePixels / pixels).toBeCloseTo(1, 1);
  expect(unpackPoseReading(row, fivePoints, 0.25)!.facePixels / pixels).toBeCloseTo(0.25, 2);
});

test('rows without a reading say so, and readings of another model are known', () => {
  const row = new Float32Array(2 * poseReadingLength(expressions)).fill(NaN);
  expect(unpackPoseReading(row, fivePoints)).toBeUndefined();
  expect(isOfModel(reading(1), model)).toBe(true);
  expect(isOfModel(reading(1), { ...model, identityModes: modes + 1 })).toBe(false);
  expect(isOfModel(reading(1), { ...model, name: 'another' })).toBe(false);
});

test('landmarks of larger faces are surer', () => {
  const widths = [8, 16, 20, 24, 28, 40, 56, 64, 200];
  const sigmas = widths.map((width) => landmarkReliability(width).pose[0]);
  expect(sigmas).toEqual([...sigmas].sort((a, b) => b - a));
  expect(sigmas[2]).toBeGreaterThan(sigmas[3]);
  expect(sigmas[0]).toBe(sigmas[1]);
});

test('a fit moves to where the pixels see the face', () => {
  const points = surfacePositions(model.triangles, model.landmarks478, model.mean);
  const seen = projectModelPoints(camera, byLandmarks, points);
  const landmarks = new Float32Array(points.length);
  for (let p = 0; p < points.length / 3; p++) landmarks.set([seen[2 * p], seen[2 * p + 1]], 3 * p);
  const identity = new Float32Array(modes);
  const alone = fitFace(model, landmarks, camera, { identity });
  expectPose(alone.pose, byLandmarks);
  const weighed = fitFace(model, landmarks, camera, { identity, reading: poseReading(1e-6) });
  expectPose(weighed.pose, byPixels);
  expect(weighed.reprojectionError).toBeGreaterThan(alone.reprojectionError);
});
