import { lightFromDirection, shadingOf } from '../../../../main/engine/geometry/face-light';
import { litColours } from '../../../../main/engine/geometry/spherical-harmonics';

const sides = Float32Array.from([1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1]);

test('a surface that looks into the light is the brightest, one that looks away is still lit', () => {
  const [right, left, top, bottom, front] = [0, 3, 6, 9, 12];
  const shading = shadingOf(sides, lightFromDirection([2, 0, 0]));
  expect(shading[right]).toBeCloseTo(1.15, 5);
  expect(shading[left]).toBeGreaterThan(0.1);
  for (const other of [left, top, bottom, front]) expect(shading[other]).toBeLessThan(shading[right] - 0.3);
  expect(shading[top]).toBeCloseTo(shading[bottom], 5);
});

test('the length of a direction does not matter, and one without length is refused', () => {
  expect([...lightFromDirection([0.3, 0.6, 0.9])]).toEqual([...lightFromDirection([1, 2, 3])]);
  expect(() => lightFromDirection([0, 0, 0])).toThrow(RangeError);
});

test('shading is what coloured light makes of white', () => {
  const light = Float32Array.from({ length: 27 }, (_, k) => 0.02 * ((k * 7) % 5) - 0.04);
  const white = new Float32Array(sides.length).fill(0.5);
  const lit = new Float32Array(sides.length);
  litColours(white, sides, light, lit);
  const shading = shadingOf(sides, light);
  lit.forEach((value, i) => expect(value).toBeCloseTo(0.5 * shading[i], 5));
});
