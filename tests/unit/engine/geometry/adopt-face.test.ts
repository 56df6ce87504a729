import path from 'node:path';
import { adoptFace } from '../../../../main/engine/geometry/adopt-face';
import { alignPoints, movePoints } from '../../../../main/engine/geometry/align-points';
import { innerParts, type ForeignFace, type InnerPart } from '../../../../main/engine/geometry/foreign-face';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { mulberry32 } from '../../../../main/engine/pixels/mulberry32';

let own: FaceModel;
beforeAll(async () => {
  own = await loadFaceModel(path.resolve('native-models/facet-face/facet-face.ffm'));
});

/** One and a half times as far from our mean as people are: 4.5 to 6 mm at every vertex. */
function stranger(seed: number): Float32Array {
  const random = mulberry32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random());
  return identityShape(
    own,
    Array.from({ length: own.identityModes }, () => 1.5 * normal()),
  );
}

function foreign(mean: Float32Array): ForeignFace {
  return {
    name: 'stranger',
    version: '1',
    mean,
    triangles: Uint32Array.from(own.triangles),
    identity: [own.identity.slice(0, mean.length)],
    expressions: [],
    expressionsAreComponents: false,
    albedo: undefined,
    landmarks68: surfacePositions(own.triangles, own.landmarks68, mean),
    partOf: (v) => {
      const name = own.regionNames[own.region[v]];
      return (innerParts as readonly string[]).includes(name) ? (name as InnerPart) : undefined;
    },
  };
}

test.each([1, 3])('68 points are enough to find the 478 on a face of another shape: %i', (seed) => {
  const mean = stranger(seed);
  const { model } = adoptFace(foreign(mean), own);
  const found = surfacePositions(model.triangles, model.landmarks478, model.mean);
  const truth = surfacePositions(own.triangles, own.landmarks478, mean);
  movePoints(alignPoints(truth, found, new Float32Array(478).fill(1), 'kept'), truth);
  const errors = Array.from(own.landmarks478.weight, (trust, p) => ({
    trust,
    mm: Math.hypot(...[0, 1, 2].map((c) => found[3 * p + c] - truth[3 * p + c])),
  }))
    .filter(({ trust }, p) => trust === 1 && p < 468)
    .map(({ mm }) => mm)
    .sort((a, b) => a - b);
  expect(errors[errors.length >> 1]).toBeLessThan(1.2);
  expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(4);
});

test('triangles that look inwards are turned round', () => {
  const face = foreign(own.mean);
  const inwards = face.triangles.slice();
  for (let t = 0; t < inwards.length; t += 3) [inwards[t], inwards[t + 1]] = [inwards[t + 1], inwards[t]];
  const turned = adoptFace({ ...face, triangles: inwards }, own).model.triangles;
  const kept = adoptFace(face, own).model.triangles;
  // The same corners in the same turn, whichever comes first.
  const start = (t: number): number => turned.indexOf(kept[3 * t], 3 * t) - 3 * t;
  for (const t of [0, 1000, 5000]) {
    expect([0, 1, 2].map((c) => turned[3 * t + ((c + start(t)) % 3)])).toEqual([
      ...kept.subarray(3 * t, 3 * t + 3),
    ]);
  }
});
