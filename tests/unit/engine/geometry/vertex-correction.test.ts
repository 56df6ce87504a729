import { fitCorrection } from '../../../../main/engine/geometry/fit-correction';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { identityShape, surfacePositions, vertexNormals } from '../../../../main/engine/geometry/shape';
import type { Camera, Pose } from '../../../../main/engine/geometry/types';
import { neutralFace } from '../../../../main/engine/geometry/vertex-correction';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const shape = new Float32Array(model.identityModes);
const normals = new Float32Array(model.mean.length);
vertexNormals(model.triangles, model.mean, normals);

const pose = (yawRadians: number, pitchRadians = 0): Pose => ({
  pitchRadians,
  yawRadians,
  rollRadians: 0,
  translation: [5, -3, -600],
});
const turning = [pose(0), pose(0.35), pose(-0.35, 0.15), pose(0.1, -0.2)];

/** A wave over the face, mm, that no mode makes. */
const wave = (v: number): number =>
  2 * Math.sin(model.mean[3 * v] / 14) * Math.cos(model.mean[3 * v + 1] / 18);

/** The face with `height` mm of the wave: along the surface, upwards, or out of it. */
function waved(direction: 'along' | 'outwards', height = 1): Float32Array {
  const vertices = identityShape(model, shape);
  for (let v = 0; v < model.vertexCount; v++) {
    const n = normals.subarray(3 * v, 3 * v + 3);
    const up = [-n[1] * n[0], 1 - n[1] * n[1], -n[1] * n[2]];
    for (let i = 0; i < 3; i++)
      vertices[3 * v + i] += height * wave(v) * (direction === 'along' ? up[i] : n[i]);
  }
  return vertices;
}

const pointsOf = (vertices: Float32Array): Float32Array =>
  surfacePositions(model.triangles, model.landmarks478, vertices);

function seen(
  vertices: Float32Array,
  from: Pose,
): { landmarks: Float32Array; camera: Camera; weight: number } {
  const places = projectModelPoints(camera, from, pointsOf(vertices));
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) landmarks.set(places.subarray(2 * p, 2 * p + 2), 3 * p);
  return { landmarks, camera, weight: 1 };
}

const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
const heights = (correction: Float32Array): { along: number; outwards: number } => {
  const moved = neutralFace(model, { shape, correction });
  const outwards: number[] = [];
  const along: number[] = [];
  for (let v = 0; v < model.vertexCount; v++) {
    if (model.paintWeight[v] < 1) continue;
    const d = [0, 1, 2].map((i) => moved[3 * v + i] - model.mean[3 * v + i]);
    const out = d.reduce((sum, value, i) => sum + value * normals[3 * v + i], 0);
    outwards.push(out);
    along.push(Math.hypot(...d.map((value, i) => value - out * normals[3 * v + i])));
  }
  return { along: rms(along), outwards: rms(outwards) };
};

it('a face that the modes make is left as it is', () => {
  const frames = turning.map((from) => seen(identityShape(model, shape), from));
  expect(heights(fitCorrection(model, shape, frames)).along).toBeLessThan(0.1);
  expect(neutralFace(model, { shape, correction: new Float32Array(0) })).toEqual(identityShape(model, shape));
});

it.each([
  ['one view', turning.slice(0, 1)],
  ['a turning head', turning],
])('%s brings features along the surface to where they are seen', (_name, poses) => {
  const truth = waved('along');
  const frames = poses.map((from) => seen(truth, from));
  const correction = fitCorrection(model, shape, frames);
  expect(correction).toHaveLength(478 * 3);
  const error = (known: { correction?: Float32Array }): number =>
    fitFace(model, frames[0].landmarks, camera, { identity: shape, ...known }).reprojectionError;
  expect(error({ correction })).toBeLessThan(0.5 * error({}));
  const { along, outwards } = heights(correction);
  expect(outwards).toBeLessThan(0.25 * along);
});

it('the surface itself does not follow the landmarks', () => {
  const frames = turning.map((from) => seen(waved('outwards'), from));
  const followed = heights(fitCorrection(model, shape, frames)).outwards;
  expect(followed).toBeLessThan(0.2 * rms(Array.from({ length: model.vertexCount }, (_, v) => wave(v))));
});

it('one lost frame of many changes little', () => {
  const frames = Array.from({ length: 8 }, () => seen(waved('along'), turning[0]));
  const lost = seen(waved('along', -6), turning[0]);
  const clean = neutralFace(model, { shape, correction: fitCorrection(model, shape, frames) });
  const disturbed = neutralFace(model, { shape, correction: fitCorrection(model, shape, [...frames, lost]) });
  const moved = rms(Array.from(clean, (value, i) => value - disturbed[i]));
  const size = rms(Array.from(clean, (value, i) => value - model.mean[i]));
  expect(moved).toBeLessThan(0.5 * size);
});
