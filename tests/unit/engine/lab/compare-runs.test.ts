import { compareRuns } from '../../../../main/engine/lab/compare-runs';
import { summarise } from '../../../../main/engine/lab/lab-figures';
import type { LabFactor, LabFigures, LabValue } from '../../../../preload/contract/lab';

interface Made {
  readonly names: readonly string[];
  readonly methods: readonly string[];
  readonly factors: readonly LabFactor[];
  readonly weights?: string;
  readonly psnr: (picture: number, method: string) => number;
}

function run({ names, methods, factors, weights = 'a', psnr }: Made): LabFigures {
  const pictures = names.map((name, i) => ({ name, file: i, frame: 0, person: i, interOcularPixels: 60 }));
  const values = pictures.flatMap((_, picture) =>
    factors.flatMap((factor) =>
      methods.map((method): LabValue => {
        const measures = { ssim: 0.5, identity: 0.9, landmarks: 0.01, sharpness: 1 };
        return { picture, factor, method, measures: { psnr: psnr(picture, method), ...measures } };
      }),
    ),
  );
  return {
    made: { command: '', version: '1', date: '', machine: '', seed: 1, seconds: 1 },
    protocol: [],
    methods: methods.map((name) => ({ name, weights: name === 'bicubic' ? '' : weights, milliseconds: 1 })),
    ...{ factors, pictures, people: names.length, leftOut: [], values },
    rows: summarise(values, pictures, factors, methods, 1),
  };
}

const gainOf = (by: number) => (picture: number, method: string) =>
  30 + picture + (method === 'bicubic' ? 0 : by);

test('differences are taken picture by picture, by name, of what both runs have', () => {
  const before = run({
    ...{ names: ['c', 'a', 'b'], methods: ['bicubic', 'sr'], factors: [2, 4] as const },
    // The same pictures in another order: 31 dB is what picture `a`, second there and first here, has.
    psnr: (picture, method) => gainOf(1)([2, 0, 1][picture], method),
  });
  const now = run({
    ...{ names: ['a', 'b', 'x'], methods: ['bicubic', 'sr', 'new'], factors: [4, 8] as const },
    ...{ weights: 'b', psnr: gainOf(1.5) },
  });
  const found = compareRuns(now, before);
  expect(found).toMatchObject({ pictures: 2, people: 2, changed: [{ method: 'sr', from: 'a', to: 'b' }] });
  expect(found.rows.map(({ factor, method, gain }) => [factor, method, gain])).toEqual([
    [4, 'bicubic', { mean: 0, interval: [0, 0] }],
    [4, 'sr', { mean: 0.5, interval: [0.5, 0.5] }],
  ]);
});

test('the second picture of a name is compared with the second', () => {
  const made = { names: ['a', 'a'], methods: ['bicubic'], factors: [2] as const };
  const before = run({ ...made, psnr: gainOf(0) });
  const now = run({ ...made, psnr: (picture) => 31 + picture });
  expect(compareRuns(now, before).rows[0].means.psnr).toEqual({ mean: 1, interval: [1, 1] });
});

test('without a picture in common there is nothing to compare', () => {
  const made = { methods: ['bicubic'], factors: [2] as const, psnr: gainOf(0) };
  const found = compareRuns(run({ ...made, names: ['a'] }), run({ ...made, names: ['b'] }));
  expect(found).toEqual({ pictures: 0, people: 0, rows: [], changed: [] });
});
