import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { canonicalFivePoints } from '../../../../main/engine/geometry/canonical-crop';
import {
  apply,
  applyToPoints,
  compose,
  fitSimilarity,
  invert,
} from '../../../../main/engine/geometry/similarity';
import type { Similarity } from '../../../../main/engine/geometry/types';
import { seededRandom } from '../../../fixtures/synthetic-face-model';

const truth: Similarity = { a: 0.6, b: -0.35, tx: 12, ty: -7 };

describe('similarity', () => {
  const random = seededRandom(3);
  const source = Float32Array.from({ length: 20 }, () => random() * 100);

  it('is recovered from points it has moved', () => {
    const target = new Float32Array(20);
    applyToPoints(truth, source, target);
    const found = fitSimilarity(source, target);
    expect(found.a).toBeCloseTo(truth.a, 5);
    expect(found.b).toBeCloseTo(truth.b, 5);
    expect(found.tx).toBeCloseTo(truth.tx, 3);
    expect(found.ty).toBeCloseTo(truth.ty, 3);
  });

  it('minimises the squared error: no small change of it does better', () => {
    const target = Float32Array.from(source, (v, i) => v * 0.5 + (i % 2 === 0 ? 5 : -3) + random() * 20);
    const error = (s: Similarity): number => {
      let sum = 0;
      for (let i = 0; i < 20; i += 2) {
        const [x, y] = apply(s, source[i], source[i + 1]);
        sum += (x - target[i]) ** 2 + (y - target[i + 1]) ** 2;
      }
      return sum;
    };
    const found = fitSimilarity(source, target);
    const best = error(found);
    for (const key of ['a', 'b', 'tx', 'ty'] as const) {
      for (const step of [-1e-3, 1e-3]) {
        expect(error({ ...found, [key]: found[key] + step })).toBeGreaterThan(best);
      }
    }
  });

  it('is undone by its inverse', () => {
    const round = compose(invert(truth), truth);
    expect(round.a).toBeCloseTo(1);
    expect(round.b).toBeCloseTo(0);
    expect(round.tx).toBeCloseTo(0);
    expect(round.ty).toBeCloseTo(0);
  });

  it('gives a shift when all points are the same', () => {
    expect(fitSimilarity([5, 5, 5, 5], [7, 8, 7, 8])).toEqual({ a: 1, b: 0, tx: 2, ty: 3 });
  });
});

describe('cropFromFrameOf', () => {
  it('puts a moved, turned and enlarged template back on the canonical points', () => {
    const places = new Float32Array(10);
    canonicalFivePoints.forEach(([x, y], i) => places.set(apply(truth, x * 256, y * 256), 2 * i));
    const crop = cropFromFrameOf(places, 256);
    canonicalFivePoints.forEach(([x, y], i) => {
      const [u, v] = apply(crop, places[2 * i], places[2 * i + 1]);
      expect(u).toBeCloseTo(x * 256, 2);
      expect(v).toBeCloseTo(y * 256, 2);
    });
  });
});
