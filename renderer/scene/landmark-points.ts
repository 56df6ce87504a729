/** Points glued to the surface, as the contract's table holds them: triangle, three barycentric weights, trust. */
export interface SurfacePoints {
  readonly count: number;
  /** [count,5] */
  readonly rows: Float32Array;
}

/** Places of the points on a posed mesh, into `out` [count,3]. */
export function placeSurfacePoints(
  points: SurfacePoints,
  triangles: ArrayLike<number>,
  positions: Float32Array,
  out: Float32Array,
): void {
  const { rows } = points;
  for (let p = 0; p < points.count; p++) {
    const t = rows[5 * p] * 3;
    const i = triangles[t] * 3;
    const j = triangles[t + 1] * 3;
    const k = triangles[t + 2] * 3;
    const a = rows[5 * p + 1];
    const b = rows[5 * p + 2];
    const c = rows[5 * p + 3];
    for (let axis = 0; axis < 3; axis++) {
      out[3 * p + axis] = a * positions[i + axis] + b * positions[j + axis] + c * positions[k + axis];
    }
  }
}
