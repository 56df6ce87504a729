import { closestOnTriangle } from '../../../../main/engine/geometry/closest-on-triangle';
import { SurfaceSearch } from '../../../../main/engine/geometry/surface-search';
import { mulberry32 } from '../../../../main/engine/pixels/mulberry32';

const corners = Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0);

test.each([
  [[2, 3, 5], [0.5, 0.2, 0.3], 5],
  [[-1, -1, 0], [1, 0, 0], Math.SQRT2],
  [[14, -3, 0], [0, 1, 0], 5],
  [[-3, 14, 0], [0, 0, 1], 5],
  [[4, -2, 0], [0.6, 0.4, 0], 2],
  [[-2, 4, 0], [0.6, 0, 0.4], 2],
  [[10, 10, 0], [0, 0.5, 0.5], Math.sqrt(50)],
])('the nearest place of a triangle to %j', ([x, y, z], expected, distance) => {
  const barycentric = new Float64Array(3);
  expect(Math.sqrt(closestOnTriangle(corners, 0, 1, 2, x, y, z, barycentric))).toBeCloseTo(distance, 6);
  expected.forEach((share, c) => expect(barycentric[c]).toBeCloseTo(share, 6));
});

test('the search finds what trying every triangle finds, and nothing beyond its reach', () => {
  const random = mulberry32(3);
  const place = () => (random() - 0.5) * 120;
  const vertices = Float32Array.from({ length: 3 * 300 }, place);
  const triangles = Uint32Array.from({ length: 3 * 400 }, () => Math.floor(random() * 300));
  const even = (t: number): boolean => t % 2 === 0;
  const search = new SurfaceSearch(vertices, triangles, even);
  const barycentric = new Float64Array(3);
  for (let n = 0; n < 50; n++) {
    const [x, y, z] = [place(), place(), place()];
    let least = Infinity;
    for (let t = 0; t < 400; t += 2) {
      const [i, j, k] = triangles.subarray(3 * t, 3 * t + 3);
      least = Math.min(least, closestOnTriangle(vertices, i, j, k, x, y, z, barycentric));
    }
    const nearest = Math.sqrt(least);
    const found = search.nearest(x, y, z, nearest + 1);
    expect(found?.distance).toBeCloseTo(nearest, 4);
    expect(even(found?.triangle ?? 1)).toBe(true);
    expect(search.nearest(x, y, z, nearest - 1e-3)).toBeUndefined();
  }
});
