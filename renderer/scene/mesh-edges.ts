/**
 * Edges of a mesh, each once, as pairs of vertices; diagonals of its quadrilaterals are left out. A diagonal is told by
 * being the longest side of both triangles that meet at it: the face model was modelled in quadrilaterals.
 * @param triangles [T,3]
 * @param positions [V,3], V at most 65,536
 */
export function meshEdges(triangles: ArrayLike<number>, positions: ArrayLike<number>): Uint16Array {
  const vertexCount = positions.length / 3;
  /** Edge -> triangles that meet at it, and how many of them have no longer side. */
  const sides = new Map<number, { triangles: number; longest: number }>();
  for (let t = 0; t < triangles.length; t += 3) {
    let longest = -1;
    let length = -1;
    for (let side = 0; side < 3; side++) {
      const squared = squaredDistance(positions, triangles[t + side], triangles[t + ((side + 1) % 3)]);
      if (squared > length) {
        length = squared;
        longest = side;
      }
    }
    for (let side = 0; side < 3; side++) {
      const a = triangles[t + side];
      const b = triangles[t + ((side + 1) % 3)];
      const key = a < b ? a * vertexCount + b : b * vertexCount + a;
      let entry = sides.get(key);
      if (entry === undefined) sides.set(key, (entry = { triangles: 0, longest: 0 }));
      entry.triangles++;
      if (side === longest) entry.longest++;
    }
  }
  const edges: number[] = [];
  for (const [key, entry] of sides) {
    if (entry.triangles === 2 && entry.longest === 2) continue;
    edges.push(Math.floor(key / vertexCount), key % vertexCount);
  }
  return Uint16Array.from(edges);
}

/** Mean length of the edges that meet at each vertex, [V]; 0 where there are none. */
export function edgeSpacing(edges: ArrayLike<number>, positions: ArrayLike<number>): Float32Array {
  const vertexCount = positions.length / 3;
  const spacing = new Float32Array(vertexCount);
  const count = new Uint16Array(vertexCount);
  for (let e = 0; e < edges.length; e += 2) {
    const length = Math.sqrt(squaredDistance(positions, edges[e], edges[e + 1]));
    for (const v of [edges[e], edges[e + 1]]) {
      spacing[v] += length;
      count[v]++;
    }
  }
  for (let v = 0; v < vertexCount; v++) if (count[v] > 0) spacing[v] /= count[v];
  return spacing;
}

function squaredDistance(positions: ArrayLike<number>, a: number, b: number): number {
  const x = positions[3 * a] - positions[3 * b];
  const y = positions[3 * a + 1] - positions[3 * b + 1];
  const z = positions[3 * a + 2] - positions[3 * b + 2];
  return x * x + y * y + z * z;
}
