import { placeSurfacePoints } from '../../../../renderer/scene/landmark-points';

test('a point on a triangle follows its corners', () => {
  const rows = Float32Array.from([0, 1, 0, 0, 1, 1, 0.25, 0.25, 0.5, 1]);
  const positions = Float32Array.from([0, 0, 0, 4, 0, 0, 0, 4, 0, 4, 4, 8]);
  const out = new Float32Array(6);
  placeSurfacePoints({ count: 2, rows }, [0, 1, 2, 1, 2, 3], positions, out);
  expect([...out]).toEqual([0, 0, 0, 3, 3, 4]);
});
