import {
  packSeenShape,
  seenShapeLength,
  shapeOfViews,
  unpackSeenShape,
  type SeenShape,
} from '../../../../main/engine/geometry/seen-shape';
import { personShape } from '../../../../main/engine/geometry/shape-reading';
import type { Camera } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };

function seenAs(shape: readonly number[], sigma: readonly number[]): SeenShape {
  return {
    ...{ shape: Float32Array.from(shape), shapeSigma: Float32Array.from(sigma) },
    turn: Float32Array.of(0.1, -0.2, 0.3),
  };
}

describe('a row of the table', () => {
  it('gives back what was seen', () => {
    const seen = seenAs([1, -2, 0.5], [0.5, 1, 2]);
    const row = new Float32Array(seenShapeLength(3));
    packSeenShape(seen, row);
    expect(unpackSeenShape(row)).toEqual(seen);
  });

  it('says where nothing was seen', () => {
    const row = new Float32Array(seenShapeLength(3));
    packSeenShape(undefined, row);
    expect(unpackSeenShape(row)).toBeUndefined();
  });
});

describe('the shape from several views', () => {
  it('is what one view sees, where there is one', () => {
    const shape = shapeOfViews([{ seen: seenAs([1.5, -0.5], [0.5, 0.8]), weight: 2 }]);
    expect(shape[0]).toBeCloseTo(1.5, 6);
    expect(shape[1]).toBeCloseTo(-0.5, 6);
  });

  it('leans to who is surer and to the view that is worth more', () => {
    const [first] = shapeOfViews([
      { seen: seenAs([1, 0], [1, 1]), weight: 1 },
      { seen: seenAs([0, 1], [0.5, 1]), weight: 1 },
    ]);
    const [second] = shapeOfViews([
      { seen: seenAs([1, 0], [0.5, 1]), weight: 3 },
      { seen: seenAs([0, 1], [0.5, 1]), weight: 1 },
    ]);
    expect(first).toBeLessThan(0.4);
    expect(second).toBeGreaterThan(0.75);
  });

  it('goes beyond views that agree: each of them leans to the mean face by itself', () => {
    const views = (count: number) =>
      Array.from({ length: count }, () => ({ seen: seenAs([1], [0.7]), weight: 1 }));
    const [one, two, many] = [1, 2, 16].map((count) => shapeOfViews(views(count))[0]);
    expect(one).toBeCloseTo(1, 6);
    // Trust 1 / .49 each, for one and a half views: 1.5 x 2.04 / (1.5 x 2.04 - .5).
    expect(two).toBeCloseTo(1.195, 3);
    expect(many).toBeCloseTo(two, 6);
  });

  it('learns nothing from views that know no more than the statistics', () => {
    const unsure = { seen: seenAs([0.1], [1.7]), weight: 1 };
    expect(shapeOfViews([unsure, unsure])[0]).toBeCloseTo(0.15, 6);
  });

  it('stays within three standard deviations', () => {
    expect([...shapeOfViews([{ seen: seenAs([9, -9], [1, 1]), weight: 1 }])]).toEqual([3, -3]);
  });

  it('is who a person is, where some of the views were looked at', () => {
    const landmarks = new Float32Array(478 * 3);
    const seen = seenAs(
      Array.from({ length: model.identityModes }, (_, k) => 0.1 * k),
      new Array<number>(model.identityModes).fill(1),
    );
    const frames = [
      { landmarks, camera, weight: 1 },
      { landmarks, camera, weight: 1, seen },
    ];
    [...personShape(model, frames)].forEach((mode, k) => expect(mode).toBeCloseTo(seen.shape[k], 6));
  });
});
