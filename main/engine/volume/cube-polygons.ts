/**
 * Which polygons the surface makes in a cube, for every way its eight corners can lie inside or outside: the table of
 * marching cubes (Lorensen & Cline 1987), derived instead of copied. On every face of the cube the surface cuts off each
 * run of inside corners by itself; as that depends on the face alone, neighbours agree, and the surface has no holes
 * (which the table of 1987 had).
 *
 * Corner c lies at x = c & 1, y = c >> 1 & 1, z = c >> 2 & 1. Edge e joins `edgeCorners[2 e]` and `edgeCorners[2 e + 1]`,
 * the lower corner first.
 */
export const edgeCorners: readonly number[] = [
  0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 1, 3, 4, 6, 5, 7, 0, 4, 1, 5, 2, 6, 3, 7,
];

/** Corners of the six faces, anticlockwise as seen from outside the cube. */
const faces: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
];

/** The edge between two corners. */
function edgeBetween(a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  for (let e = 0; e < 12; e++) if (edgeCorners[2 * e] === low && edgeCorners[2 * e + 1] === high) return e;
  throw new RangeError(`corners ${a} and ${b} share no edge`);
}

/** For each of the 256 ways (bit c set: corner c is inside) the triangles' edges, three each, anticlockwise from outside. */
export const cubeTriangles: readonly Uint8Array[] = Array.from({ length: 256 }, (_, inside) => {
  const isInside = (corner: number): boolean => ((inside >> corner) & 1) === 1;
  // From the edge on which a face's round enters a run of inside corners to the edge on which it leaves it.
  const next = new Map<number, number>();
  for (const face of faces) {
    for (let k = 0; k < 4; k++) {
      if (isInside(face[k]) || !isInside(face[(k + 1) % 4])) continue;
      let last = k + 1;
      while (isInside(face[(last + 1) % 4])) last++;
      next.set(edgeBetween(face[k], face[(k + 1) % 4]), edgeBetween(face[last % 4], face[(last + 1) % 4]));
    }
  }
  const triangles: number[] = [];
  const done = new Set<number>();
  for (const start of next.keys()) {
    if (done.has(start)) continue;
    const polygon: number[] = [];
    for (let e = start; !done.has(e); e = next.get(e) ?? start) {
      polygon.push(e);
      done.add(e);
    }
    for (let k = 1; k + 1 < polygon.length; k++) triangles.push(polygon[0], polygon[k], polygon[k + 1]);
  }
  return Uint8Array.from(triangles);
});
