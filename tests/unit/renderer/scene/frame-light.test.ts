import { viewLightOf } from '../../../../renderer/scene/frame-light';

/** Grey light: the constant and the three linear harmonics. */
function grey(constant: number, y = 0, z = 0, x = 0): number[] {
  return Array.from({ length: 27 }, (_, i) => [constant, y, z, x][i % 9] ?? 0);
}

test('light from all about is fill alone', () => {
  const { key, fill } = viewLightOf(grey(-0.5));
  expect(key).toBe(0);
  expect(fill).toBeGreaterThan(30);
});

test.each([
  ['the right', grey(0, 0, 0.1, -0.2), { x: 0.894, y: 0 }],
  ['the left', grey(0, 0, 0.1, 0.2), { x: -0.894, y: 0 }],
  ['above', grey(0, -0.2, 0.1), { x: 0, y: 0.894 }],
  ['the front', grey(0, 0, 0.2), { x: 0, y: 0 }],
])('light from %s shows there on the ball', (_, harmonics, place) => {
  const { light, key } = viewLightOf(harmonics);
  expect(light.x).toBeCloseTo(place.x, 2);
  expect(light.y).toBeCloseTo(place.y, 2);
  expect(key).toBeGreaterThan(0);
});

test('the stronger the swing from side to side, the more key and the less fill', () => {
  const weak = viewLightOf(grey(0, 0, 0, -0.1));
  const strong = viewLightOf(grey(0, 0, 0, -0.3));
  expect(strong.key).toBeGreaterThan(2 * weak.key);
  expect(strong.fill).toBeLessThan(weak.fill);
  expect(viewLightOf(grey(2, 0, 0, -3))).toMatchObject({ key: 100, fill: 0 });
});
