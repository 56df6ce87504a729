import { compareClips, compareFits } from '../../../../main/engine/lab/compare-parts';
import { labClipMeasures, type LabClips, type LabClipMeasure } from '../../../../preload/contract/lab-clips';
import { labFitMeasures, type LabFits, type LabFitValue } from '../../../../preload/contract/lab-fits';

function clips(
  names: readonly string[],
  methods: readonly string[],
  poor: string,
  psnr: (face: number, method: string) => number,
): LabClips {
  const measures = Object.fromEntries(labClipMeasures.map((measure) => [measure, 0.5]));
  return {
    ...{ protocol: [poor], people: names.length, rows: [], leftOut: [] },
    faces: names.map((name, i) => ({
      ...{ name, file: i, person: i, frames: 25, shownFrame: 12, scale: 2 },
      sharp: { flicker: 0.5, frameFlicker: 0.3 },
    })),
    values: names.flatMap((_, face) =>
      methods.map((method) => ({
        ...{ face, method, shown: { psnr: 30, ssim: 0.9 } },
        measures: { ...measures, psnr: psnr(face, method) } as Record<LabClipMeasure, number>,
      })),
    ),
  };
}

test('clips are compared face by face, by name, the second face of a clip with the second', () => {
  const before = clips(['x', 'two', 'two'], ['bicubic', 'sr'], 'Poor: half', (face, method) =>
    method === 'sr' ? 31 + face : 30,
  );
  const now = clips(['two', 'two', 'y'], ['bicubic', 'sr', 'new'], 'Poor: half', (face, method) =>
    method === 'sr' ? 33 + face : 30,
  );
  const found = compareClips(now, before, 1);
  expect(found).toMatchObject({ faces: 2, people: 2, alike: true });
  // Face by face 33 - 32 and 34 - 33.
  expect(found.rows.map(({ method, means, gain }) => [method, means.psnr, gain.mean])).toEqual([
    ['bicubic', { mean: 0, interval: [0, 0] }, 0],
    ['sr', { mean: 1, interval: [1, 1] }, 1],
  ]);
  expect(found.rows[1].means.flicker.mean).toBe(0);
  expect(compareClips(now, { ...before, protocol: ['Poor: a quarter'] }, 1).alike).toBe(false);
  expect(
    compareClips(
      clips(['z'], ['sr'], '', () => 1),
      before,
      1,
    ),
  ).toMatchObject({ faces: 0, rows: [] });
});

function fits(mesh: (picture: number) => number | null): LabFits {
  const values = [0, 1].map((picture): LabFitValue => {
    const of = mesh(picture);
    const measures = Object.fromEntries(labFitMeasures.map((measure) => [measure, of]));
    return { ...{ picture, size: 16, view: 'small' }, measures: measures as LabFitValue['measures'] };
  });
  return { protocol: [], rows: [], values };
}

test('3D faces are compared where both were found, and so is how often they were', () => {
  const pictures = [0, 1].map((i) => ({
    ...{ name: String(i), file: i, frame: 0, person: i, interOcularPixels: 60 },
  }));
  const run = { pictures, made: { command: '', version: '', date: '', machine: '', seed: 1, seconds: 1 } };
  const now = fits((picture) => 1 + picture);
  const before = fits((picture) => (picture === 0 ? null : 5));
  // The pictures of the other run stand in another order.
  const shared = new Map([
    [0, 1],
    [1, 0],
  ]);
  const row = compareFits(now, before, shared, run).rows.find(
    ({ size, view }) => size === 16 && view === 'small',
  );
  expect(row).toMatchObject({ found: 0.5, means: { mesh: { mean: -4 } } });
  expect(compareFits(now, before, new Map(), run).rows).toEqual([]);
});
