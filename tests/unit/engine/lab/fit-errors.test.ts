import {
  coefficientDistance,
  meanDistance,
  meshMillimetres,
  poseDegrees,
  volumeOverlap,
} from '../../../../main/engine/lab/fits/fit-errors';
import { fitRows } from '../../../../main/engine/lab/fits/fit-rows';
import { fitMarkdown, fitsCsv } from '../../../../main/engine/lab/report/fit-tables';
import { rotationOf } from '../../../../main/engine/geometry/projection';
import type { LabPicture } from '../../../../preload/contract/lab';
import type { LabFitValue } from '../../../../preload/contract/lab-fits';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const pose = (pitch: number, yaw: number, roll: number) => ({
  ...{ pitchRadians: pitch, yawRadians: yaw, rollRadians: roll },
  translation: [0, 0, -500] as [number, number, number],
});

test('the angle between two heads is that of the turn between them, whatever its axis', () => {
  expect(poseDegrees(pose(0, 0, 0), pose(0, 0, 0))).toBe(0);
  for (const turned of [pose(0.1, 0, 0), pose(0, -0.1, 0), pose(0, 0, 0.1)]) {
    expect(poseDegrees(pose(0, 0, 0), turned)).toBeCloseTo((0.1 * 180) / Math.PI, 9);
  }
  // Two small turns about axes that stand on each other.
  expect(poseDegrees(pose(0.02, 0, 0), pose(0, 0.02, 0))).toBeCloseTo((Math.SQRT2 * 0.02 * 180) / Math.PI, 3);
});

test('a face that was only turned and shifted is no other; one that grew is, by as much', () => {
  const model = syntheticFaceModel();
  const { mean } = model;
  const r = rotationOf(pose(0.05, -0.04, 0.03));
  const moved = mean.map((_, i) => {
    const at = i - (i % 3);
    const row = 3 * (i % 3);
    return r[row] * mean[at] + r[row + 1] * mean[at + 1] + r[row + 2] * mean[at + 2] + 2;
  });
  expect(meshMillimetres(model, moved, mean)).toBeLessThan(1e-3);
  const small = meshMillimetres(
    model,
    mean.map((value) => value * 1.01),
    mean,
  );
  const large = meshMillimetres(
    model,
    mean.map((value) => value * 1.02),
    mean,
  );
  expect(small).toBeGreaterThan(0.05);
  expect(large / small).toBeCloseTo(2, 2);
});

test('coefficients, points and volumes', () => {
  expect(coefficientDistance(Float32Array.of(1, -2, 0, 0), Float32Array.of(1, 2, 0, 0))).toBe(2);
  expect(meanDistance(Float32Array.of(0, 0, 1, 1), Float32Array.of(3, 4, 1, 1))).toBe(2.5);
  const volume = (...data: number[]) => ({
    iso: 0.5,
    volume: { width: data.length, height: 1, depth: 1, data: Float32Array.from(data) },
  });
  expect(volumeOverlap(volume(1, 1, 0, 0), volume(0, 1, 0.5, 0))).toBeCloseTo(1 / 3, 9);
});

const value = (picture: number, mesh: number | null): LabFitValue => ({
  ...{ picture, size: 16, view: 'small' },
  measures: { pose: mesh, shape: mesh, expression: mesh, mesh, landmarks: mesh, overlap: 0.9 },
});
const pictures = ['a', 'b'].map((name, person): LabPicture => ({
  name,
  file: person,
  frame: 0,
  person,
  interOcularPixels: 80,
}));

test('where no face was found, the means are of the others, and the share is told', () => {
  const values = [value(0, 2), value(1, null)];
  const [row] = fitRows(values, pictures, 1);
  expect(row).toMatchObject({ size: 16, view: 'small', found: 0.5, means: { mesh: { mean: 2 } } });
  expect(row.means.overlap?.interval).toHaveLength(2);
  const fits = { protocol: [], values, rows: [row] };
  expect(fitsCsv(fits, pictures).split('\n').slice(1)).toEqual([
    'a,1,16,small,2.000000,2.000000,2.000000,2.000000,2.000000,0.900000',
    'b,2,16,small,,,,,,0.900000',
    '',
  ]);
  expect(fitMarkdown(fits)).toContain('| 16 px | 50 % | 2.00 | 2.00 | 2.000 | 2.00 | 2.0000 | 0.900 |');
});
