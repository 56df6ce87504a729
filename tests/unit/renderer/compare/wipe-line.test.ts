import {
  moveWipe,
  pushWipe,
  startWipe,
  turnWipe,
  wipeLine,
  wipePercent,
  wrapAngle,
} from '../../../../renderer/features/compare/wipe-line';

const rect = { left: 100, top: 50, width: 400, height: 200 };

function sideOf(wipe: typeof startWipe, x: number, y: number): 'before' | 'after' {
  const { nx, ny, distance } = wipeLine(wipe, rect);
  return nx * x + ny * y >= distance ? 'after' : 'before';
}

test('upright, before is on the left', () => {
  expect(sideOf(startWipe, 299, 100)).toBe('before');
  expect(sideOf(startWipe, 301, 100)).toBe('after');
});

test('a quarter turn clockwise puts before on top', () => {
  const lying = { ...startWipe, angleRadians: Math.PI / 2 };
  expect(sideOf(lying, 300, 60)).toBe('before');
  expect(sideOf(lying, 300, 240)).toBe('after');
});

test('the handle above the knob turns the line towards the pointer; steps of 15 degrees catch', () => {
  expect(turnWipe(startWipe, 300, 50, rect, false).angleRadians).toBeCloseTo(0);
  expect(turnWipe(startWipe, 400, 150, rect, false).angleRadians).toBeCloseTo(Math.PI / 2);
  expect(turnWipe(startWipe, 306, 50, rect, true).angleRadians).toBeCloseTo(0);
  expect(turnWipe(startWipe, 301, 151, rect, false)).toBe(startWipe);
});

test('it follows the pointer and stays on the picture', () => {
  expect(moveWipe(startWipe, 200, 100, rect)).toMatchObject({ x: 0.25, y: 0.25 });
  expect(moveWipe(startWipe, 9999, -5, rect)).toMatchObject({ x: 1, y: 0 });
});

test('arrow keys go from end to end, whatever the angle', () => {
  for (const angleRadians of [0, 0.7, Math.PI / 2, -2.5, Math.PI]) {
    const wipe = { ...startWipe, angleRadians };
    expect(wipePercent(wipe)).toBe(50);
    expect(wipePercent(pushWipe(wipe, 0.1))).toBeGreaterThan(50);
    expect(wipePercent(pushWipe(wipe, -0.1))).toBeLessThan(50);
  }
  expect(wipePercent(pushWipe(startWipe, -2))).toBe(0);
  expect(wipePercent(pushWipe(startWipe, 2))).toBe(100);
});

test('angles stay within half a turn either way', () => {
  expect(wrapAngle(Math.PI * 2.5)).toBeCloseTo(Math.PI / 2);
  expect(wrapAngle(-Math.PI * 1.5)).toBeCloseTo(Math.PI / 2);
});
