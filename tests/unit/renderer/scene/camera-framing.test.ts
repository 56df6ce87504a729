import {
  between,
  boundsOf,
  dollyDistance,
  fittingDistance,
  placeOf,
  standpointOf,
  standpoints,
  walk,
} from '../../../../renderer/scene/camera-framing';

const radians = Math.PI / 180;

test('a ball just touches the narrower edge of the view', () => {
  for (const [fov, aspect] of [
    [28, 1.6],
    [60, 1],
    [28, 0.5],
  ]) {
    const distance = fittingDistance(100, fov, aspect);
    const vertical = (fov * radians) / 2;
    const narrow = Math.min(vertical, Math.atan(Math.tan(vertical) * aspect));
    expect(Math.asin(100 / distance)).toBeCloseTo(narrow);
  }
});

test('a dolly zoom keeps what lies at the origin as large as it was', () => {
  const to = dollyDistance(500, 28, 60);
  expect(500 * Math.tan(14 * radians)).toBeCloseTo(to * Math.tan(30 * radians));
});

test('standing somewhere and reading off where that is are inverse', () => {
  for (const azimuth of [-150, -90, 0, 32, 179]) {
    for (const elevation of [-80, 0, 45]) {
      const at = standpointOf(placeOf({ azimuth, elevation }, 700, { x: 0, y: 0, z: 0 }));
      expect(at.azimuth).toBeCloseTo(azimuth);
      expect(at.elevation).toBeCloseTo(elevation);
    }
  }
  const right = placeOf(standpoints.right, 10, { x: 0, y: 0, z: 0 });
  expect(right.x).toBeCloseTo(10);
});

test('walking goes round, but never over the top', () => {
  expect(walk({ azimuth: 175, elevation: 0 }, 10, 0).azimuth).toBeCloseTo(-175);
  expect(walk({ azimuth: 0, elevation: 80 }, 0, 30).elevation).toBe(85);
});

test('the way between two standpoints is the shorter one and arrives', () => {
  const from = { azimuth: 170, elevation: 0 };
  const to = { azimuth: -170, elevation: 20 };
  const middle = between(from, to, 0.5);
  expect(Math.abs(middle.azimuth)).toBeCloseTo(180);
  expect(middle.elevation).toBeCloseTo(10);
  expect(between(from, to, 1).azimuth).toBeCloseTo(-170);
});

test('bounds are the box’s middle and half its diagonal', () => {
  expect(boundsOf(Float32Array.from([0, 0, 0, 6, 4, -12, 3, 1, -2]))).toEqual([3, 2, -6, 7]);
});
