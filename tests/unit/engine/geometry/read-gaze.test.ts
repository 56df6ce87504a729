import path from 'node:path';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { gazeOf, turningEyesOf } from '../../../../main/engine/geometry/gaze';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceModel } from '../../../../main/engine/geometry/types';
import { packageRoot } from '../../../../main/engine/models/package-root';

const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const degree = Math.PI / 180;

let model: FaceModel;
beforeAll(async () => {
  const face = await loadFaceModel(path.join(packageRoot(), 'native-models/facet-face/facet-face.ffm'));
  // Under another name: what the network misreads of portraits is not to be taken off exact landmarks.
  model = { ...face, name: 'exact' };
});

function fitOf(units: Readonly<Record<string, number>>, yawRadians = 0, crossEyed = 0) {
  const expression = Float32Array.from(model.expressionNames, (name) => units[name] ?? 0);
  const vertices = identityShape(model, []);
  expressedShape(model, vertices, expression, vertices);
  const pose = { pitchRadians: 0.05, yawRadians, rollRadians: -0.1, translation: [10, -20, -600] } as const;
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(camera, pose, points);
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) {
    const towardsNose = p < 468 ? 0 : p < 473 ? crossEyed : -crossEyed;
    landmarks.set([places[2 * p] + towardsNose, places[2 * p + 1]], 3 * p);
  }
  const fit = fitFace(model, landmarks, camera, { identity: new Float32Array(model.identityModes) });
  return { fit, truth: expression };
}

/** Degrees of both eyes together, to the viewer's right and upwards. */
function gazeDegrees(expression: Float32Array): [number, number] {
  const gazes = turningEyesOf(model).map((eye) => gazeOf(eye, expression));
  return [
    (gazes[0].yawRadians + gazes[1].yawRadians) / 2 / degree,
    (gazes[0].pitchRadians + gazes[1].pitchRadians) / 2 / degree,
  ];
}

test.each([
  ['ahead', {}, 0],
  ['to the viewer’s right', { eyeLookOutLeft: 0.6, eyeLookInRight: 0.6 }, 0],
  ['to the viewer’s left with the head turned away', { eyeLookInLeft: 0.5, eyeLookOutRight: 0.5 }, 0.3],
  ['up', { eyeLookUpLeft: 0.7, eyeLookUpRight: 0.7 }, 0],
  ['down', { eyeLookDownLeft: 0.4, eyeLookDownRight: 0.4 }, 0],
])('eyes look %s', (_where, units, yaw) => {
  const { fit, truth } = fitOf(units, yaw);
  const [aside, up] = gazeDegrees(fit.expression);
  const [trueAside, trueUp] = gazeDegrees(truth);
  expect(Math.abs(aside - trueAside)).toBeLessThan(2);
  expect(Math.abs(up - trueUp)).toBeLessThan(3);
});

test('both eyes look the same way, however far apart the irises are found', () => {
  const [right, left] = turningEyesOf(model);
  const { fit } = fitOf({}, 0, -3);
  const between = gazeOf(right, fit.expression).yawRadians - gazeOf(left, fit.expression).yawRadians;
  expect(between / degree).toBeGreaterThan(2);
  expect(between / degree).toBeLessThan(5);
});

test('a model whose eyes do not turn has no gaze', () => {
  const names = model.expressionNames.map((name) => name.replace('eyeLook', 'other'));
  expect(turningEyesOf({ ...model, expressionNames: names })).toEqual([]);
});

test('a closed eye keeps looking where it looked', () => {
  const { fit } = fitOf({ eyeLookOutLeft: 0.6, eyeLookInRight: 0.6 });
  const vertices = identityShape(model, []);
  const shut = Float32Array.from(model.expressionNames, (name) => (name.startsWith('eyeBlink') ? 1 : 0));
  expressedShape(model, vertices, shut, vertices);
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(camera, fit.pose, points);
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) landmarks.set([places[2 * p], places[2 * p + 1]], 3 * p);
  const closed = fitFace(model, landmarks, camera, {
    identity: new Float32Array(model.identityModes),
    previous: fit,
  });
  expect(Math.abs(gazeDegrees(closed.expression)[0] - gazeDegrees(fit.expression)[0])).toBeLessThan(2);
});
