import path from 'node:path';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceModel } from '../../../../main/engine/geometry/types';
import { packageRoot } from '../../../../main/engine/models/package-root';

const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const pose = {
  pitchRadians: 0.05,
  yawRadians: 0.2,
  rollRadians: -0.1,
  translation: [10, -20, -600],
} as const;
/** How far the network lets the iris sink of an eye that closes, in shares of the eyes' distance. */
const sinking = 0.06;
/** Scatter of one landmark of a poor frame, in the same. */
const tremble = 0.012;
const upperLids = [159, 386];

let model: FaceModel;
beforeAll(async () => {
  model = await loadFaceModel(path.join(packageRoot(), 'native-models/facet-face/facet-face.ffm'));
});

/**
 * The fit of a face whose lids are so far closed, the subject's left and right.
 * @param shift of the upper lids' middles, downwards
 */
function fitOf(left: number, right: number, shift = 0): (unit: string) => number {
  const expression = new Float32Array(model.expressionNames.length);
  expression[model.expressionNames.indexOf('eyeBlinkLeft')] = left;
  expression[model.expressionNames.indexOf('eyeBlinkRight')] = right;
  const vertices = identityShape(model, []);
  expressedShape(model, vertices, expression, vertices);
  const places = projectModelPoints(
    camera,
    pose,
    surfacePositions(model.triangles, model.landmarks478, vertices),
  );
  const landmarks = new Float32Array(478 * 3);
  const distance = Math.hypot(places[66] - places[526], places[67] - places[527]);
  for (let p = 0; p < 478; p++) {
    landmarks[3 * p] = places[2 * p];
    const closed = p < 468 ? 0 : p < 473 ? right : left;
    landmarks[3 * p + 1] = places[2 * p + 1] + sinking * closed * distance;
    if (upperLids.includes(p)) landmarks[3 * p + 1] += shift * distance;
  }
  const fit = fitFace(model, landmarks, camera, { identity: new Float32Array(model.identityModes) });
  return (unit) => fit.expression[model.expressionNames.indexOf(unit)];
}

test('each eye closes as far as its lids do', () => {
  const open = fitOf(0, 0);
  expect(Math.max(open('eyeBlinkLeft'), open('eyeBlinkRight'))).toBeLessThan(0.05);
  const wink = fitOf(0.9, 0);
  expect(wink('eyeBlinkLeft')).toBeGreaterThan(0.75);
  expect(wink('eyeBlinkRight')).toBeLessThan(0.1);
  const half = fitOf(0, 0.5);
  expect(half('eyeBlinkRight')).toBeGreaterThan(0.3);
  expect(half('eyeBlinkRight')).toBeLessThan(0.7);
});

test('a lid that trembles on an open eye does not move it', () => {
  const [still, up, down] = [0, -tremble, tremble].map((shift) => fitOf(0, 0, shift));
  for (const unit of ['eyeBlinkLeft', 'eyeBlinkRight', 'eyeWideLeft', 'eyeWideRight']) {
    expect(Math.abs(up(unit) - still(unit))).toBeLessThan(0.06);
    expect(Math.abs(down(unit) - still(unit))).toBeLessThan(0.06);
  }
});

test('where a closed eye looks nobody sees', () => {
  expect(fitOf(0.95, 0.95)('eyeLookDownLeft')).toBeLessThan(0.05);
});
