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
  it('is the mean by how sure each is and by what the view is worth', () => {
    const shape = shapeOfViews([
      { seen: seenAs([1, 0], [1, 1]), weight: 1 },
      { seen: seenAs([0, 1], [0.5, 1]), weight: 3 },
    ]);
    expect(shape[0]).toBeCloseTo(1 / 13, 6);
    expect(shape[1]).toBeCloseTo(3 / 4, 6);
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
    expect([...personShape(model, frames)]).toEqual([...seen.shape]);
  });
});
