import { deep3dCropFromFrame } from '../../../../main/engine/geometry/deep3d-crop';
import { apply } from '../../../../main/engine/geometry/similarity';

/** Eyes, nose tip, mouth corners of the published standard face, y upwards. */
const standard = [
  [-0.31148657, 0.29036078],
  [0.30979887, 0.28972036],
  [0.0032535, -0.04617932],
  [-0.25216928, -0.38133916],
  [0.2484662, -0.38128236],
];

test('the standard face at 50 px a unit is made to take 102 px a unit about the middle of 224', () => {
  const points = standard.flatMap(([x, y]) => [300 + 50 * x, 200 - 50 * y]);
  const crop = deep3dCropFromFrame(points);
  expect(crop.a).toBeCloseTo(102 / 50, 6);
  standard.forEach(([x, y], p) => {
    const [u, v] = apply(crop, points[2 * p], points[2 * p + 1]);
    expect(u).toBeCloseTo(112 + 102 * x, 4);
    expect(v).toBeCloseTo(112 - 102 * y, 4);
  });
});

test('a head that is tilted or small is cut upright, as large', () => {
  const tilt = 0.4;
  const points = standard.flatMap(([x, y]) => [
    80 + 12 * (Math.cos(tilt) * x + Math.sin(tilt) * y),
    90 - 12 * (Math.cos(tilt) * y - Math.sin(tilt) * x),
  ]);
  const crop = deep3dCropFromFrame(points, 112);
  expect(crop.b).toBe(0);
  expect(crop.a).toBeCloseTo(102 / 12 / 2, 4);
  const [u, v] = apply(crop, 80, 90);
  expect([u, v].map((value) => Number(value.toFixed(4)))).toEqual([56, 56]);
});
