import { activityOf, decimate, peakOf } from '../../../../../renderer/features/inspect3d/curve-shape';

test('a peak of one value survives decimation', () => {
  const values = new Float32Array(10_000).fill(0.1);
  values[4321] = 0.9;
  const ends = decimate(values, 100);
  const highs = Array.from({ length: 100 }, (_, x) => ends[2 * x + 1]);
  expect(Math.max(...highs)).toBeCloseTo(0.9);
  expect(highs.indexOf(Math.max(...highs))).toBe(43);
  expect(highs.filter((high) => high > 0.5)).toHaveLength(1);
});

test('columns without a value are gaps, and gaps within a column are passed over', () => {
  const ends = decimate([1, 3, NaN, NaN, NaN, 5], 3);
  expect([...ends]).toEqual([1, 3, NaN, NaN, 5, 5]);
});

test('fewer values than columns repeat', () => {
  expect([...decimate([2, 8], 4)]).toEqual([2, 2, 2, 2, 8, 8, 8, 8]);
  expect([...decimate([], 1)]).toEqual([NaN, NaN]);
});

test('activity is the spread of the values that are there', () => {
  expect(activityOf([0.4, 0.4, NaN, 0.4])).toBe(0);
  expect(activityOf([0, 1, 0, 1])).toBeCloseTo(0.5);
  expect(activityOf([NaN])).toBe(0);
  expect(peakOf([NaN, 0.2, 0.7])).toBeCloseTo(0.7);
  expect(peakOf([0.2, -0.7])).toBeCloseTo(0.7);
});
