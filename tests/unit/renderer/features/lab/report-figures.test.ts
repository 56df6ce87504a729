import type { LabFactor, LabRow } from '../../../../../preload/contract/lab';
import {
  axisOf,
  bestMethod,
  indexReport,
  isClear,
  rankedPictures,
  shareOn,
  sheetMethods,
  sizesOf,
  sortedMethods,
  spreadOf,
} from '../../../../../renderer/features/lab/report-figures';

function row(factor: LabFactor, method: string, psnr: number, landmarks = 0.02): LabRow {
  const mean = (value: number) => ({ mean: value });
  const means = {
    ...{ psnr: mean(psnr), landmarks: mean(landmarks) },
    ...{ ssim: mean(0.8), identity: mean(0.9), sharpness: mean(1) },
  };
  return { factor, method, means, gain: mean(psnr - 30) };
}

const rows = [row(2, 'bicubic', 30, 0.03), row(2, 'sr', 33, 0.01), row(8, 'bicubic', 24), row(8, 'sr', 23)];

test('the best is the most, or the least, or nobody, by the figure', () => {
  expect([bestMethod(rows, 2, 'psnr'), bestMethod(rows, 8, 'psnr')]).toEqual(['sr', 'bicubic']);
  expect(bestMethod(rows, 2, 'landmarks')).toBe('sr');
  expect(bestMethod(rows, 2, 'sharpness')).toBeUndefined();
});

test('the smallest faces come first', () => {
  expect(sizesOf([2, 8, 4])).toEqual([8, 4, 2]);
});

const measures = { ssim: 0.8, identity: 0.9, landmarks: 0.02, sharpness: 1 };
const values = [
  { picture: 0, gain: 1, psnr: 31 },
  { picture: 1, gain: 3, psnr: 29 },
  { picture: 2, gain: 2, psnr: 35 },
].flatMap(({ picture, gain, psnr }) => [
  { picture, factor: 2 as const, method: 'sr', gain, measures: { ...measures, psnr } },
  { picture, factor: 2 as const, method: 'bicubic', gain: 0, measures: { ...measures, psnr: psnr - gain } },
]);
const pictures = [0, 1, 2].map((i) => ({
  ...{ name: `p${i}`, file: i, frame: 0, person: i, interOcularPixels: 60 },
}));

test('faces are ranked by gain, and those of the baseline by PSNR', () => {
  const index = indexReport({ values, rows });
  expect(rankedPictures({ pictures }, index, 2, 'sr')).toEqual([1, 2, 0]);
  expect(rankedPictures({ pictures }, index, 2, 'bicubic')).toEqual([2, 0, 1]);
});

test('the spread shows each face once', () => {
  expect(spreadOf([4, 7, 5, 6, 9])).toEqual([
    { picture: 4, place: 'best' },
    { picture: 5, place: 'median' },
    { picture: 9, place: 'worst' },
  ]);
  expect(spreadOf([4, 7])).toEqual([
    { picture: 4, place: 'best' },
    { picture: 7, place: 'median' },
  ]);
  expect(spreadOf([])).toEqual([]);
});

test('methods are sorted by a column', () => {
  const methods = ['b', 'a'].map((name, i) => ({ name, weights: '', milliseconds: 10 - i }));
  const order = (sort: Parameters<typeof sortedMethods>[2]) =>
    sortedMethods({ methods }, (_factor, name) => (name === 'a' ? 1 : 2), sort).map(({ name }) => name);
  expect(order({ column: 'method', down: false })).toEqual(['a', 'b']);
  expect(order({ column: 'time', down: true })).toEqual(['b', 'a']);
  expect(order({ column: 2, down: false })).toEqual(['a', 'b']);
  expect(methods[0].name).toBe('b');
});

test('a sheet has the plain ones, the best and the one looked at, each once and as they were run', () => {
  const methods = ['bicubic', 'sr', 'other'].map((name) => ({ name, weights: '', milliseconds: 1 }));
  expect(sheetMethods({ methods, rows }, 2, 'other')).toEqual(['bicubic', 'sr', 'other']);
  expect(sheetMethods({ methods, rows }, 2, 'sr')).toEqual(['bicubic', 'sr']);
});

test('a difference is clear when its interval leaves out zero', () => {
  expect(isClear({ mean: 0.1, interval: [0.02, 0.2] })).toBe(true);
  expect(isClear({ mean: 0.1, interval: [-0.02, 0.2] })).toBe(false);
  expect(isClear({ mean: 0.1 })).toBe(false);
});

test('an axis holds its values and has round numbers on it', () => {
  const axis = axisOf([20.3, 31.9, Number.NaN], 5);
  expect(axis.low).toBeLessThan(20.3);
  expect(axis.high).toBeGreaterThan(31.9);
  expect(axis.ticks).toEqual([20, 25, 30]);
  expect(axis.digits).toBe(0);
  expect(shareOn(axis, (axis.low + axis.high) / 2)).toBeCloseTo(0.5);
  // One value alone has an axis too, and small ones can be told apart.
  expect(axisOf([5], 5).ticks).toContain(5);
  expect(axisOf([0.01, 0.014], 4)).toMatchObject({
    digits: 3,
    ticks: expect.arrayContaining([0.01]) as number[],
  });
});
