import { labFitMeasures, type LabFitRow, type LabFitValue } from '../../../../../preload/contract/lab-fits';
import {
  fitAxis,
  indexFits,
  sizeShare,
  sortedSizes,
  worstFits,
} from '../../../../../renderer/features/lab/fit-figures';

const value = (picture: number, of: number | null): LabFitValue => ({
  ...{ picture, size: 16, view: 'small' },
  measures: Object.fromEntries(labFitMeasures.map((measure) => [measure, of])) as LabFitValue['measures'],
});
const row = (size: number, mesh: number, high = mesh): LabFitRow => ({
  ...{ size, view: 'small', found: 1 },
  means: { mesh: { mean: mesh, interval: [mesh, high] }, overlap: { mean: 1 - mesh / 10 } },
});
const fits = {
  values: [value(0, 2), value(1, null), value(2, 5), value(3, 1)],
  rows: [row(16, 4, 6), row(32, 1)],
};
const index = indexFits(fits);

test('the worst comes first, and before it where no face was found', () => {
  expect(worstFits(fits, index, 16, 'small', 'mesh')).toEqual([1, 2, 0, 3]);
  // More overlap is better.
  expect(worstFits(fits, index, 16, 'small', 'overlap')).toEqual([1, 3, 0, 2]);
  expect(index.error(1, 16, 'small', 'mesh')).toBeUndefined();
  expect(index.error(2, 16, 'small', 'mesh')).toBe(5);
});

test('sizes are sorted by themselves, or by an error', () => {
  expect(sortedSizes(index, 'mesh', { column: 'size', down: false }).slice(0, 2)).toEqual([16, 24]);
  expect(sortedSizes(index, 'mesh', { column: 'size', down: true })[0]).toBe(128);
  expect(sortedSizes(index, 'mesh', { column: 'small', down: true }).slice(0, 2)).toEqual([16, 32]);
});

test('errors begin at nothing and hold their intervals; a share ends at all', () => {
  expect(fitAxis(fits.rows, 'mesh')).toEqual({ low: 0, high: 6 });
  expect(fitAxis(fits.rows, 'overlap')).toEqual({ low: 0.6, high: 1 });
  expect(fitAxis([], 'mesh')).toEqual({ low: 0, high: 1 });
});

test('each doubling of the size takes as much of the axis', () => {
  expect([16, 32, 64, 128].map(sizeShare)).toEqual([0, 1 / 3, 2 / 3, 1]);
});
