/**
 * Edges of a mesh, each once, as pairs of vertices; diagonals of its quadrilaterals are left out. A diagonal is told by
 * being the longest side of both triangles that meet at it: the face model was modelled in quadrilaterals.
 * @param triangles [T,3]
 * @param positions [V,3], V at most 65,536
 */
export function meshEdges(triangles: ArrayLike<number>, positions: ArrayLike<number>): Uint16Array {
  const vertexCount = positions.length / 3;
  const sideCount = triangles.length;
  // Sides in lists by their lower vertex: a vertex has a handful of them, so that a list is searched in no time. A map
  // with a key for each edge took a tenth of a second for a face, and the page stood still meanwhile.
  const first = new Int32Array(vertexCount).fill(-1);
  const next = new Int32Array(sideCount);
  const low = new Uint16Array(sideCount);
  const high = new Uint16Array(sideCount);
  /** Triangles that meet at the edge, and how many of them have no longer side. */
  const meeting = new Uint8Array(sideCount);
  const longestOf = new Uint8Array(sideCount);
  let count = 0;
  for (let t = 0; t < sideCount; t += 3) {
    const longest = longestSide(triangles, positions, t);
    for (let side = 0; side < 3; side++) {
      const from = triangles[t + side];
      const to = triangles[t + ((side + 1) % 3)];
      const a = Math.min(from, to);
      const b = Math.max(from, to);
      let edge = first[a];
      while (edge >= 0 && high[edge] !== b) edge = next[edge];
      if (edge < 0) {
        edge = count++;
        low[edge] = a;
        high[edge] = b;
        next[edge] = first[a];
        first[a] = edge;
      }
      meeting[edge]++;
      if (side === longest) longestOf[edge]++;
    }
  }
  const edges = new Uint16Array(2 * count);
  let length = 0;
  for (let edge = 0; edge < count; edge++) {
    if (meeting[edge] === 2 && longestOf[edge] === 2) continue;
    edges[length++] = low[edge];
    edges[length++] = high[edge];
  }
  return edges.slice(0, length);
}

/** Which side of the triangle at `t` is the longest, 0..2; the first of equal ones. */
function longestSide(triangles: ArrayLike<number>, positions: ArrayLike<number>, t: number): number {
  const a = squaredDistance(positions, triangles[t], triangles[t + 1]);
  const b = squaredDistance(positions, triangles[t + 1], triangles[t + 2]);
  const c = squaredDistance(positions, triangles[t + 2], triangles[t]);
  if (b > a) return c > b ? 2 : 1;
  return c > a ? 2 : 0;
}

/** Mean length of the edges that meet at each vertex, [V]; 0 where there are none. */
export function edgeSpacing(edges: ArrayLike<number>, positions: ArrayLike<number>): Float32Array {
  const vertexCount = positions.length / 3;
  const spacing = new Float32Array(vertexCount);
  const count = new Uint16Array(vertexCount);
  for (let e = 0; e < edges.length; e += 2) {
    const a = edges[e];
    const b = edges[e + 1];
    const length = Math.sqrt(squaredDistance(positions, a, b));
    spacing[a] += length;
    spacing[b] += length;
    count[a]++;
    count[b]++;
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
