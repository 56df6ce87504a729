import {
  ballPointOf,
  lightAfterKey,
  lightAngles,
  lightDirection,
  ontoBall,
} from '../../../../renderer/scene/light-direction';

test('directions are of length one and towards the viewer’s side', () => {
  for (const [x, y] of [
    [0, 0],
    [0.5, -0.3],
    [2, 1],
  ]) {
    const light = lightDirection({ x, y }, { x: 0, y: 0, z: 0 });
    expect(Math.hypot(light.x, light.y, light.z)).toBeCloseTo(1);
    expect(light.z).toBeGreaterThan(0);
  }
  expect(lightDirection({ x: 0, y: 0 }, { x: 0, y: 0, z: 0 })).toEqual({ x: 0, y: 0, z: 1 });
});

test('a point on the ball comes back from its direction', () => {
  const point = { x: 0.4, y: -0.62 };
  const back = ballPointOf(lightDirection(point, { x: 0, y: 0, z: 0 }));
  expect(back.x).toBeCloseTo(point.x);
  expect(back.y).toBeCloseTo(point.y);
});

test('a drag past the rim keeps its bearing; light from behind lies on the rim', () => {
  const far = ontoBall(3, 4);
  expect(far.y / far.x).toBeCloseTo(4 / 3);
  expect(Math.hypot(far.x, far.y)).toBeLessThan(1);
  expect(ballPointOf({ x: 0.1, y: 0, z: -1 }).x).toBeCloseTo(0.98);
});

test('arrow keys move the light, shift further, Home brings it to the front', () => {
  const start = { x: 0.2, y: 0.1 };
  expect(lightAfterKey(start, 'ArrowUp', false)?.y).toBeCloseTo(0.15);
  expect(lightAfterKey(start, 'ArrowLeft', true)?.x).toBeCloseTo(-0.05);
  expect(lightAfterKey(start, 'Home', false)).toEqual({ x: 0, y: 0 });
  expect(lightAfterKey(start, 'a', false)).toBeUndefined();
});

test('the read-out is in whole degrees', () => {
  expect(lightAngles({ x: Math.SQRT1_2, y: 0 })).toEqual({ side: 45, above: 0 });
  expect(lightAngles({ x: 0, y: -0.5 })).toEqual({ side: 0, above: -30 });
});
