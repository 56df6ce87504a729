import path from 'node:path';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceModel } from '../../../../main/engine/geometry/types';
import { packageRoot } from '../../../../main/engine/models/package-root';

const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
/** Upside down: what is up in the face is not up in the picture. */
const pose = { pitchRadians: 0, yawRadians: 0.1, rollRadians: 3, translation: [0, 0, -600] } as const;
const [upper, lower] = [13, 14];

let model: FaceModel;
beforeAll(async () => {
  model = await loadFaceModel(path.join(packageRoot(), 'native-models/facet-face/facet-face.ffm'));
});

function placesOf(expression: Float32Array): Float32Array {
  const vertices = identityShape(model, []);
  expressedShape(model, vertices, expression, vertices);
  return projectModelPoints(camera, pose, surfacePositions(model.triangles, model.landmarks478, vertices));
}

/** Pixels between the lips of the fit of a face whose jaw is so far open. */
function fittedGap(jawOpen: number, pressed: boolean): number {
  const expression = new Float32Array(model.expressionNames.length);
  expression[model.expressionNames.indexOf('jawOpen')] = jawOpen;
  const places = placesOf(expression);
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) landmarks.set([places[2 * p], places[2 * p + 1]], 3 * p);
  if (pressed) {
    for (let axis = 0; axis < 2; axis++) {
      const middle = (places[2 * upper + axis] + places[2 * lower + axis]) / 2;
      landmarks[3 * upper + axis] = landmarks[3 * lower + axis] = middle;
    }
  }
  const fit = fitFace(model, landmarks, camera, { identity: new Float32Array(model.identityModes) });
  const fitted = placesOf(fit.expression);
  return Math.hypot(fitted[2 * upper] - fitted[2 * lower], fitted[2 * upper + 1] - fitted[2 * lower + 1]);
}

test('lips that touch in the picture touch, others stay apart', () => {
  const apart = fittedGap(0.15, false);
  expect(apart).toBeGreaterThan(5);
  expect(fittedGap(0.15, true)).toBeLessThan(2);
  expect(fittedGap(0.5, false)).toBeGreaterThan(2 * apart);
});
