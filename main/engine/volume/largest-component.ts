import type { Surface } from './marching-cubes';

/** Of a surface in several pieces the one with the most triangles; vertices of the others are dropped. */
export function largestComponent({ vertices, triangles }: Surface): Surface {
  const count = vertices.length / 3;
  const parent = Uint32Array.from({ length: count }, (_, v) => v);
  const rootOf = (vertex: number): number => {
    let root = vertex;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  for (let t = 0; t < triangles.length; t += 3) {
    const root = rootOf(triangles[t]);
    parent[rootOf(triangles[t + 1])] = root;
    parent[rootOf(triangles[t + 2])] = root;
  }
  const size = new Uint32Array(count);
  let largest = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const root = rootOf(triangles[t]);
    if (++size[root] > size[largest]) largest = root;
  }
  const renamed = new Int32Array(count).fill(-1);
  const keptVertices: number[] = [];
  const keptTriangles: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    if (rootOf(triangles[t]) !== largest) continue;
    for (let k = 0; k < 3; k++) {
      const v = triangles[t + k];
      if (renamed[v] < 0) {
        renamed[v] = keptVertices.length / 3;
        keptVertices.push(vertices[3 * v], vertices[3 * v + 1], vertices[3 * v + 2]);
      }
      keptTriangles.push(renamed[v]);
    }
  }
  return { vertices: Float32Array.from(keptVertices), triangles: Uint32Array.from(keptTriangles) };
}
