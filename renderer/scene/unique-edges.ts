/**
 * Every edge of a mesh once, as pairs of vertices.
 * @param triangles [T,3]
 * @param vertexCount at most 65,536
 */
export function uniqueEdges(triangles: ArrayLike<number>, vertexCount: number): Uint16Array {
  const seen = new Set<number>();
  for (let t = 0; t < triangles.length; t += 3) {
    for (let side = 0; side < 3; side++) {
      const a = triangles[t + side];
      const b = triangles[t + ((side + 1) % 3)];
      seen.add(a < b ? a * vertexCount + b : b * vertexCount + a);
    }
  }
  const edges = new Uint16Array(seen.size * 2);
  let at = 0;
  for (const key of seen) {
    edges[at++] = Math.floor(key / vertexCount);
    edges[at++] = key % vertexCount;
  }
  return edges;
}
