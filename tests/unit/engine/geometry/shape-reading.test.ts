import { fitIdentity } from '../../../../main/engine/geometry/fit-identity';
import { expectedShape, personShape } from '../../../../main/engine/geometry/shape-reading';
import { surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const modes = model.identityModes;
const points = 478;
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };

const face = surfacePositions(model.triangles, model.landmarks478, model.mean);
/** Landmarks that no mode of `network` moves: where eyes are level and the scale comes from. */
const corners = new Set([33, 133, 263, 362]);
/** Pixels along x and y that each mode moves one landmark and its neighbour in the opposite direction. */
const step = 4;
const moved = Array.from({ length: modes }, (_, k) => 40 + 3 * k).filter((p) => !corners.has(p));

/** A network that reads each mode as a shift of its own landmark, turned, scaled and moved in the frame. */
function read(shape: ArrayLike<number>, { angle = 0, scale = 2, x = 0, y = 0 } = {}): Float32Array {
  const landmarks = new Float32Array(points * 3);
  const flat = face.slice();
  for (const p of corners) flat[3 * p + 1] = 10;
  for (let k = 0; k < modes; k++) {
    flat[3 * moved[k]] += step * shape[k];
    flat[3 * moved[k] + 3] -= step * shape[k];
  }
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  for (let p = 0; p < points; p++) {
    landmarks[3 * p] = cos * flat[3 * p] + sin * flat[3 * p + 1] + x;
    landmarks[3 * p + 1] = sin * flat[3 * p] - cos * flat[3 * p + 1] + y;
  }
  return landmarks;
}

/** What `personShape` compares landmarks with: of the mean face, and the inverse of what the network does. */
function exactReading() {
  const landmarks = read(new Float32Array(modes), { scale: 1 });
  const eyes = (landmarks[3 * 263] + landmarks[3 * 362] - landmarks[3 * 33] - landmarks[3 * 133]) / 2;
  const mean = new Float32Array(points * 2);
  for (let axis = 0; axis < 2; axis++) {
    let middle = 0;
    for (let p = 0; p < points; p++) middle += landmarks[3 * p + axis] / points;
    for (let p = 0; p < points; p++) mean[2 * p + axis] = (landmarks[3 * p + axis] - middle) / eyes;
  }
  const weights = new Float32Array(modes * points * 2);
  for (let k = 0; k < modes; k++) weights[(k * points + moved[k]) * 2] = eyes / step;
  return { mean, weights };
}

const reading = exactReading();
const knowing = { ...model, shapeReading: reading };
const shape = Float32Array.from({ length: modes }, (_, k) => Math.sin(3 * k + 1) * 1.5);

function worst(found: Float32Array, wanted: ArrayLike<number>): number {
  return Math.max(...Array.from(found, (v, k) => Math.abs(v - wanted[k])));
}

describe('the expected shape', () => {
  it('gives back the shape wherever the face is, however large and tilted', () => {
    for (const place of [
      {},
      { angle: 0.5, scale: 3, x: 400, y: 200 },
      { angle: -2.8, scale: 0.7, x: 90, y: 10 },
    ]) {
      const found = expectedShape(reading, [{ landmarks: read(shape, place), weight: 1 }]);
      expect(found).toHaveLength(modes);
      expect(worst(found, shape)).toBeLessThan(1e-3);
    }
  });

  it('takes the weighted mean of several views', () => {
    const frames = [
      { landmarks: read(shape), camera, weight: 3 },
      { landmarks: read(new Float32Array(modes), { angle: 0.3, x: 50 }), camera, weight: 1 },
    ];
    expect(
      worst(
        expectedShape(reading, frames),
        shape.map((v) => 0.75 * v),
      ),
    ).toBeLessThan(1e-3);
  });

  it('stays within three standard deviations, and at the mean face when no view counts', () => {
    const far = shape.map((v) => 20 * v);
    const found = expectedShape(reading, [{ landmarks: read(far), weight: 1 }]);
    expect(Math.max(...found.map(Math.abs))).toBe(3);
    expect(expectedShape(reading, [{ landmarks: read(shape), weight: 0 }])).toEqual(new Float32Array(modes));
  });
});

it('personShape of a model that knows the network is the expected shape', () => {
  const frames = [{ landmarks: read(shape), camera, weight: 1 }];
  expect(personShape(knowing, frames)).toEqual(expectedShape(reading, frames));
});

it('personShape of any other model is the fit to the landmarks', () => {
  const frames = [{ landmarks: read(shape), camera, weight: 1 }];
  expect(personShape(model, frames)).toEqual(fitIdentity(model, frames));
});
