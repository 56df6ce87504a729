import {
  checkFigures,
  figuresByTable,
  keptFigures,
} from '../../../../main/engine/lab/reproduce/known-figures';
import type { LabFigures } from '../../../../preload/contract/lab';
import { labKnownFiguresSchema, type LabKnownRun } from '../../../../preload/contract/lab-figures';
import kept from '../../../../docs/lab-figures.json';

const known = {
  noise: { faces: { psnr: 0.05, landmarks: 0.002 } },
  tables: { faces: { '32 → 128, sr:both': { psnr: 30, landmarks: 0.02, sharpness: 0.5 } } },
} as unknown as LabKnownRun;

function fallen(psnr: number, landmarks: number): string[] {
  const found = { faces: { '32 → 128, sr:both': { psnr, landmarks, sharpness: 0 } } };
  return checkFigures(known, found).flatMap((check) => (check.fallen ? [check.measure] : []));
}

test('a figure may move by its noise, and rise as it likes', () => {
  expect(fallen(30, 0.02)).toEqual([]);
  expect(fallen(29.951, 0.0219)).toEqual([]);
  expect(fallen(33, 0.001)).toEqual([]);
});

test('a figure that falls by more is told: down where more is better, up where less is', () => {
  expect(fallen(29.94, 0.02)).toEqual(['psnr']);
  expect(fallen(30, 0.0221)).toEqual(['landmarks']);
  expect(fallen(Number.NaN, 0.02)).toEqual(['psnr']);
});

test('a figure that is not there any more has fallen', () => {
  expect(checkFigures(known, {}).map(({ fallen }) => fallen)).toEqual([true, true]);
});

test('a run is kept as it is written: what has a noise, four digits', () => {
  const mean = (value: number) => ({ mean: value });
  const means = Object.fromEntries(
    ['psnr', 'ssim', 'identity', 'landmarks', 'sharpness'].map((name) => [name, mean(0.123456)]),
  );
  const rows = [{ factor: 4, method: 'sr:both', means, gain: mean(1) }];
  const found = figuresByTable({ rows } as unknown as LabFigures);
  expect(keptFigures(known, found).faces).toEqual({
    '32 → 128, sr:both': { psnr: 0.1235, landmarks: 0.1235 },
  });
});

test('the kept figures have every measure that has a noise, in every row', () => {
  const { small, full } = labKnownFiguresSchema.parse(kept);
  for (const { tables, noise } of [small, full]) {
    for (const [table, rows] of Object.entries(tables)) {
      for (const figures of Object.values(rows)) {
        expect(Object.keys(figures).sort()).toEqual(Object.keys(noise[table]).sort());
      }
    }
  }
  expect(Object.keys(small.tables)).toEqual(['faces', 'clips', 'fits']);
  expect(full.material).toBeUndefined();
});
