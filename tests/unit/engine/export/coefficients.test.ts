import { coefficients257, formatCoefficients } from '../../../../main/engine/export/coefficients';
import type { FittedFace } from '../../../../main/engine/export/coefficients';
import type { FaceModel } from '../../../../main/engine/geometry/types';

const face: FittedFace = {
  model: { name: 'm', version: '1', expressionNames: ['smile', 'blink'] } as unknown as FaceModel,
  identity: {
    shape: new Float32Array(90).fill(0.5),
    correction: new Float32Array(0),
    albedo: Float32Array.of(1, 2),
  },
  fit: {
    pose: { pitchRadians: 0.1, yawRadians: 0.2, rollRadians: 0.3, translation: [20, -10, -800] },
    expression: Float32Array.of(0.25, 0.75),
    light: Float32Array.from({ length: 27 }, (_, i) => i),
    reprojectionError: 0.02,
  },
  camera: { focalPixels: 1000, centreX: 320, centreY: 240 },
  cropFromFrame: { a: 0.9, b: 0.1, tx: -150, ty: -90 },
};

test('every part starts where Deep3D expects it, zeros after', () => {
  const numbers = coefficients257(face);
  expect(numbers).toHaveLength(257);
  expect([numbers[79], numbers[80], numbers[81], numbers[82], numbers[143]]).toEqual([0.5, 0.25, 0.75, 0, 0]);
  expect([numbers[144], numbers[145], numbers[146], numbers[223]]).toEqual([1, 2, 0, 0]);
  expect([numbers[224], numbers[225], numbers[226]]).toEqual([0.1, 0.2, 0.3].map(Math.fround));
  expect([numbers[227], numbers[253]]).toEqual([0, 26]);
});

test('components of an imported model count in standard deviations, as theirs do', () => {
  const model = { ...face.model, expressionDeviations: 3 };
  expect([...coefficients257({ ...face, model }).subarray(80, 83)]).toEqual([0.75, 2.25, 0]);
});

test('under the Deep3D camera the translation lands at the same place and size', () => {
  const [x, y, z] = coefficients257(face).subarray(254);
  const distance = 10 - z;
  // Where our camera and crop put the model's origin, in a 224 px crop.
  const frameX = 320 + (1000 * 20) / 800;
  const frameY = 240 - (1000 * -10) / 800;
  const u = ((0.9 * frameX - 0.1 * frameY - 150) * 224) / 256;
  const v = ((0.1 * frameX + 0.9 * frameY - 90) * 224) / 256;
  expect(112 + (1015 * x) / distance).toBeCloseTo(u, 3);
  expect(112 - (1015 * y) / distance).toBeCloseTo(v, 3);
  const pixelsPerDecimetre = (1000 / 800) * 100 * Math.hypot(0.9, 0.1) * (224 / 256);
  expect(1015 / distance).toBeCloseTo(pixelsPerDecimetre, 3);
});

test('the JSON has all of it, by name', () => {
  const content = JSON.parse(formatCoefficients(face)) as {
    shape: number[];
    expression: Record<string, number>;
    deep3d: number[];
  };
  expect(content.shape).toHaveLength(90);
  expect(content.expression).toEqual({ smile: 0.25, blink: 0.75 });
  expect(content.deep3d).toHaveLength(257);
});
