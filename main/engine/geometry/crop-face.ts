import type { ForeignFace } from './foreign-face';

/** Part of a mesh: the vertices that are kept and in use, in their order. */
export interface CroppedFace {
  /** [n] vertex of the whole mesh */
  readonly source: readonly number[];
  /** [n,3] mm */
  readonly mean: Float32Array;
  /** [t,3] */
  readonly triangles: Uint16Array;
  readonly partOf: ForeignFace['partOf'];
  /** Rows [V,3] -> [n,3]. */
  readonly pick: (values: Float32Array) => Float32Array;
}

/**
 * Keeps the triangles all of whose corners are wanted.
 * @throws RangeError where nothing, or more than 65535 vertices, would be left
 */
export function cropFace(
  { mean, triangles, partOf }: Pick<ForeignFace, 'mean' | 'triangles' | 'partOf'>,
  wanted: (vertex: number) => boolean,
): CroppedFace {
  const isWanted = Uint8Array.from({ length: mean.length / 3 }, (_, v) => (wanted(v) ? 1 : 0));
  const used = new Uint8Array(isWanted.length);
  const keptTriangles: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = triangles.subarray(t, t + 3);
    if (!corners.every((v) => isWanted[v] === 1)) continue;
    for (const v of corners) {
      used[v] = 1;
      keptTriangles.push(v);
    }
  }
  const source: number[] = [];
  const place = new Int32Array(isWanted.length);
  used.forEach((isUsed, v) => {
    if (isUsed === 1) place[v] = source.push(v) - 1;
  });
  if (source.length === 0 || source.length > 65535) {
    throw new RangeError(`${source.length} vertices would be left of it; 1 to 65535 can be used`);
  }
  const pick = (values: Float32Array): Float32Array => {
    const out = new Float32Array(source.length * 3);
    source.forEach((v, i) => out.set(values.subarray(3 * v, 3 * v + 3), 3 * i));
    return out;
  };
  return {
    source,
    mean: pick(mean),
    triangles: Uint16Array.from(keptTriangles, (v) => place[v]),
    partOf,
    pick,
  };
}
