import { edgeSpacing, meshEdges } from '../../../../renderer/scene/mesh-edges';

/** Two unit squares side by side, each of two triangles. */
const positions = [0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 1, 1, 0, 2, 1, 0];
const triangles = [0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4];

test('sides come once, diagonals of squares not at all', () => {
  const edges = meshEdges(triangles, positions);
  const names = Array.from({ length: edges.length / 2 }, (_, e) => `${edges[2 * e]}-${edges[2 * e + 1]}`);
  expect(names.sort()).toEqual(['0-1', '0-3', '1-2', '1-4', '2-5', '3-4', '4-5']);
});

test('a triangle by itself keeps its longest side', () => {
  expect(meshEdges([0, 1, 4], positions)).toHaveLength(6);
});

test('spacing is the mean length of a vertex’s edges', () => {
  const wide = positions.map((value, i) => (i % 3 === 0 ? value * 3 : value));
  const spacing = edgeSpacing(Uint16Array.from([0, 1, 0, 3]), wide);
  expect(spacing[0]).toBe(2);
  expect(spacing[1]).toBe(3);
  expect(spacing[2]).toBe(0);
});
