import {
  labClipMeasures,
  type LabClipFace,
  type LabClipMeasure,
  type LabClipRow,
} from '../../../../../preload/contract/lab-clips';
import {
  bestClipMethod,
  indexClips,
  isOneOfSeveral,
  sharpFigure,
  sortedClipMethods,
} from '../../../../../renderer/features/lab/clip-figures';

const measured = (psnr: number, flicker: number) =>
  ({
    ...Object.fromEntries(labClipMeasures.map((measure) => [measure, 0.5])),
    ...{ psnr, flicker },
  }) as Record<LabClipMeasure, number>;
const shown = { psnr: 30, ssim: 0.9 };
const values = [
  { face: 0, method: 'bicubic', measures: measured(30, 0.5), shown },
  { face: 0, method: 'sr', measures: measured(31, 0.4), shown },
  { face: 1, method: 'bicubic', measures: measured(36, 0.5), shown },
  { face: 1, method: 'sr', measures: measured(35, 0.4), shown },
];
const row = (method: string, psnr: number, milliseconds: number): LabClipRow => {
  const means = Object.fromEntries(labClipMeasures.map((measure) => [measure, { mean: psnr }]));
  return { method, means: means as LabClipRow['means'], gain: { mean: psnr - 33 }, milliseconds };
};
const rows = [row('bicubic', 33, 5), row('sr', 34, 150)];
const index = indexClips({ values });

test('what a face gains is over bicubic on that face', () => {
  expect(index.figure(0, 'sr', 'gain')).toBe(1);
  expect(index.figure(1, 'sr', 'gain')).toBe(-1);
  expect(index.figure(1, 'bicubic', 'gain')).toBe(0);
});

test('what was not measured is no number, and JSON has it as null', () => {
  const gone = { ...measured(30, 0.5), identity: null as unknown as number };
  const [face, method] = [0, 'sr'];
  const found = indexClips({ values: [{ face, method, measures: gone, shown }] });
  expect(found.figure(0, 'sr', 'identity')).toBeNaN();
  expect(found.figure(0, 'other', 'psnr')).toBeNaN();
});

test('the best has the most, or flickers least; sharpness has no best', () => {
  expect(bestClipMethod(rows, 'psnr')).toBe('sr');
  expect(bestClipMethod(rows, 'flicker')).toBe('bicubic');
  expect(bestClipMethod(rows, 'sharpness')).toBeUndefined();
});

test('methods are sorted by name, by mean, by a face, by what they cost', () => {
  const methods = [
    { ...rows[0], peakBytes: 3e8 },
    { ...rows[1], peakBytes: 2e8 },
  ];
  const order = (sort: Parameters<typeof sortedClipMethods>[3]) =>
    sortedClipMethods(methods, 'psnr', index, sort)[0].method;
  expect(order({ column: 'method', down: false })).toBe('bicubic');
  expect(order({ column: 'mean', down: true })).toBe('sr');
  expect(order({ column: 0, down: true })).toBe('sr');
  expect(order({ column: 1, down: true })).toBe('bicubic');
  expect(order({ column: 'time', down: true })).toBe('sr');
  expect(order({ column: 'memory', down: true })).toBe('bicubic');
});

test('a clip of several people is told by them; the sharp clip has a flicker of its own', () => {
  const face = (file: number): LabClipFace => ({
    ...{ name: 'a', file, person: 0, frames: 1, shownFrame: 0, scale: 2 },
    sharp: { flicker: 0.6, frameFlicker: 0.4 },
  });
  const faces = [face(0), face(1), face(1)];
  expect([0, 1, 2].map((place) => isOneOfSeveral(faces, place))).toEqual([false, true, true]);
  expect([sharpFigure(faces[0], 'flicker'), sharpFigure(faces[0], 'frameFlicker')]).toEqual([0.6, 0.4]);
  expect(sharpFigure(faces[0], 'psnr')).toBeUndefined();
});
