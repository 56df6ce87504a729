import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { fitIdentity } from '../../../../main/engine/geometry/fit-identity';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceModel, Pose } from '../../../../main/engine/geometry/types';
import { seededRandom, syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const degree = Math.PI / 180;

function landmarksOf(
  m: FaceModel,
  shape: ArrayLike<number>,
  expression: ArrayLike<number>,
  pose: Pose,
  noisePixels = 0,
  seed = 1,
): Float32Array {
  const vertices = identityShape(m, shape);
  expressedShape(m, vertices, expression, vertices);
  const places = projectModelPoints(camera, pose, surfacePositions(m.triangles, m.landmarks478, vertices));
  const random = seededRandom(seed);
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) {
    landmarks[3 * p] = places[2 * p] + (random() + random() - 1) * 2.4 * noisePixels;
    landmarks[3 * p + 1] = places[2 * p + 1] + (random() + random() - 1) * 2.4 * noisePixels;
  }
  return landmarks;
}

function pose(pitch: number, yaw: number, roll: number, translation: [number, number, number]): Pose {
  return {
    pitchRadians: pitch * degree,
    yawRadians: yaw * degree,
    rollRadians: roll * degree,
    translation,
  };
}

const expression = Float32Array.of(0.8, 0, 0.5, 0.1, 1, 0.9, 0.4, 0, 0, 0.2);
const poses: Pose[] = [
  pose(0, 0, 0, [0, 0, -600]),
  pose(10, 25, -8, [60, -30, -550]),
  pose(-12, -30, 15, [-80, 40, -700]),
  pose(5, 45, 170, [10, 10, -500]),
];

describe('expressions that are components', () => {
  it('are found on both sides of 0', () => {
    const components: FaceModel = { ...model, expressionDeviations: 3 };
    const weights = Float32Array.of(0.5, -0.4, 0.3, 0, -0.5, 0, 0.4, 0, -0.2, 0);
    const shape = new Float32Array(10);
    const fit = fitFace(components, landmarksOf(components, shape, weights, poses[1]), camera, {
      identity: shape,
    });
    fit.expression.forEach((weight, e) => expect(Math.abs(weight - weights[e])).toBeLessThan(0.12));
    const identity = fitIdentity(components, [
      { landmarks: landmarksOf(components, shape, weights, poses[0]), camera, weight: 1 },
    ]);
    expect(Math.hypot(...identity)).toBeLessThan(1.5);
  });
});

describe('fitFace with known identity', () => {
  const shape = Float32Array.of(1, -0.5, 0.3, 0, 0.8, -1, 0.2, 0.4, -0.3, 0.6);

  it.each(poses)('recovers pose and expression: %o', (truth) => {
    const landmarks = landmarksOf(model, shape, expression, truth);
    const fit = fitFace(model, landmarks, camera, { identity: shape });
    expect(Math.abs(fit.pose.pitchRadians - truth.pitchRadians)).toBeLessThan(0.5 * degree);
    expect(Math.abs(fit.pose.yawRadians - truth.yawRadians)).toBeLessThan(0.5 * degree);
    expect(Math.abs(fit.pose.rollRadians - truth.rollRadians)).toBeLessThan(0.5 * degree);
    expect(Math.abs(fit.pose.translation[2] / truth.translation[2] - 1)).toBeLessThan(0.01);
    fit.expression.forEach((v, e) => expect(Math.abs(v - expression[e])).toBeLessThan(0.12));
    expect(fit.reprojectionError).toBeLessThan(0.005);
  });

  it('keeps expressions within 0..1 when the face does more than the model can', () => {
    const wide = Float32Array.from(expression, (v) => v * 2);
    const fit = fitFace(model, landmarksOf(model, shape, wide, poses[1]), camera, { identity: shape });
    fit.expression.forEach((v) => {
      expect(v).toBeGreaterThanOrEqual(0);
      expect(v).toBeLessThanOrEqual(1);
    });
    expect(fit.expression[0]).toBe(1);
  });

  it('follows from the frame before to the same answer as from nothing', () => {
    const before = fitFace(model, landmarksOf(model, shape, expression, poses[1]), camera, {
      identity: shape,
    });
    const truth = pose(8, 21, -6, [55, -25, -560]);
    const landmarks = landmarksOf(model, shape, expression, truth);
    const warm = fitFace(model, landmarks, camera, { identity: shape, previous: before });
    const cold = fitFace(model, landmarks, camera, { identity: shape });
    expect(Math.abs(warm.pose.yawRadians - cold.pose.yawRadians)).toBeLessThan(0.2 * degree);
    expect(Math.abs(warm.pose.yawRadians - truth.yawRadians)).toBeLessThan(0.5 * degree);
  });

  it('survives noise and a tenth of the landmarks being wrong', () => {
    const landmarks = landmarksOf(model, shape, expression, poses[1], 1);
    for (let p = 0; p < 478; p += 10) landmarks[3 * p] += 25;
    const fit = fitFace(model, landmarks, camera, { identity: shape });
    expect(Math.abs(fit.pose.yawRadians - poses[1].yawRadians)).toBeLessThan(1.5 * degree);
    expect(Math.abs(fit.pose.pitchRadians - poses[1].pitchRadians)).toBeLessThan(1.5 * degree);
  });
});

describe('fitIdentity', () => {
  const shape = Float32Array.of(1.2, -0.8, 0.5, 0.9, -0.6, -1.1, 0.7, 0.4, -0.9, 1);

  function surfaceError(found: Float32Array): number {
    const a = identityShape(model, found);
    const b = identityShape(model, shape);
    // Rigid parts of a mode are indistinguishable from pose, so compare what the landmarks see, centred.
    let sum = 0;
    for (let i = 0; i < a.length; i += 3)
      sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1], a[i + 2] - b[i + 2]);
    return sum / (a.length / 3);
  }

  it('finds one shape from several frames with different poses and expressions', () => {
    const frames = poses.slice(0, 3).map((p, i) => ({
      landmarks: landmarksOf(
        model,
        shape,
        expression.map((v, e) => (e % 3 === i ? v : 0)),
        p,
        0.3,
        i + 1,
      ),
      camera,
      weight: 1,
    }));
    const found = fitIdentity(model, frames);
    expect(found).toHaveLength(model.identityModes);
    expect(surfaceError(found)).toBeLessThan(0.4 * surfaceError(new Float32Array(model.identityModes)));
  });

  it('fits a single frame without identity to a small re-projection error', () => {
    const fit = fitFace(model, landmarksOf(model, shape, expression, poses[1]), camera);
    expect(fit.shape).toHaveLength(model.identityModes);
    expect(fit.reprojectionError).toBeLessThan(0.01);
  });
});
