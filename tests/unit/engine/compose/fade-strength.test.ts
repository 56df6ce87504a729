import { decideFade } from '../../../../main/engine/compose/fade-strength';
import type { FaceConditions } from '../../../../main/engine/compose/fade-strength';

const good: FaceConditions = {
  yawRadians: 0,
  pitchRadians: 0,
  interOcularPixels: 60,
  confidence: 0.98,
  reprojectionError: 0.02,
};
const degrees = Math.PI / 180;

function strengthOf(changes: Partial<FaceConditions>): number {
  const decision = decideFade({ ...good, ...changes });
  return decision.restore ? decision.strength : 0;
}

test('a usual face is restored at full strength, up to 40 degrees of yaw', () => {
  expect(strengthOf({})).toBe(1);
  expect(strengthOf({ yawRadians: 39 * degrees })).toBe(1);
  expect(strengthOf({ yawRadians: -39 * degrees })).toBe(1);
});

test.each([
  [{ interOcularPixels: 9 }, 'tooSmall'],
  [{ yawRadians: 72 * degrees }, 'tooTurned'],
  [{ yawRadians: -72 * degrees }, 'tooTurned'],
  [{ pitchRadians: 65 * degrees }, 'tooTurned'],
  [{ confidence: 0.3 }, 'tooUncertain'],
  [{ reprojectionError: 0.2 }, 'tooUncertain'],
  [{ confidence: Number.NaN }, 'tooUncertain'],
])('%j is left alone as %s', (changes, reason) => {
  expect(decideFade({ ...good, ...changes })).toEqual({ restore: false, reason });
});

test('strength never rises with yaw and never jumps: under 6 % a degree', () => {
  for (let yaw = 0; yaw < 80; yaw++) {
    const step = strengthOf({ yawRadians: yaw * degrees }) - strengthOf({ yawRadians: (yaw + 1) * degrees });
    expect(step).toBeGreaterThanOrEqual(0);
    expect(step).toBeLessThan(0.06);
  }
});

test('large faces are touched mildly and keep their own detail, small ones are replaced', () => {
  expect(strengthOf({ interOcularPixels: 400 })).toBeCloseTo(0.4);
  const large = decideFade({ ...good, interOcularPixels: 120 });
  const small = decideFade({ ...good, interOcularPixels: 30 });
  expect(large).toMatchObject({ restore: true, detailReturn: 1 });
  expect(small).toMatchObject({ restore: true, detailReturn: 0 });
});
