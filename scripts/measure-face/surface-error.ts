import type { FaceSurface } from '../../main/engine/geometry/face-surface';
import { alignRigidly, stepTowards } from '../../main/engine/geometry/rigid-alignment';

/** Rounds of iterative closest points (Besl & McKay 1992) after the vertices' own alignment. */
const closestPointRounds = 6;

export interface SurfaceError {
  /** Mean and 95th percentile of the distances over the face's area, mm. */
  readonly mean: number;
  readonly high: number;
}

/**
 * How far a found face is from the true one: distance of the true face's judged vertices, turned and shifted (not
 * scaled) to fit best, from the found surface.
 * @param found [V,3] mm
 * @param truth [V,3] mm, of the same topology
 */
export function surfaceError(surface: FaceSurface, found: Float32Array, truth: Float32Array): SurfaceError {
  let moved = alignRigidly(surface, truth, found);
  const closest = new Float64Array(surface.vertices.length * 3);
  for (let round = 0; round < closestPointRounds; round++) {
    closestPoints(surface, found, moved, closest);
    moved = stepTowards(surface, moved, closest);
  }
  closestPoints(surface, found, moved, closest);
  const distances = Array.from(surface.vertices, (v, i) => ({
    mm: Math.hypot(
      moved[3 * v] - closest[3 * i],
      moved[3 * v + 1] - closest[3 * i + 1],
      moved[3 * v + 2] - closest[3 * i + 2],
    ),
    area: surface.area[i],
  })).sort((a, b) => a.mm - b.mm);
  let share = 0;
  const high = distances.find(({ area }) => (share += area) >= 0.95)?.mm ?? NaN;
  return { mean: distances.reduce((sum, { mm, area }) => sum + mm * area, 0), high };
}

/** The point of `found` closest to each judged vertex of `moved`, among the triangles near the nearest vertices: [n,3]. */
function closestPoints(
  surface: FaceSurface,
  found: Float32Array,
  moved: Float32Array,
  out: Float64Array,
): void {
  const { triangles, start, touching } = surface;
  const walk = new VertexWalk(found, surface);
  const point = new Float64Array(3);
  surface.vertices.forEach((v, i) => {
    const [x, y, z] = [moved[3 * v], moved[3 * v + 1], moved[3 * v + 2]];
    let nearest = Infinity;
    for (const near of walk.around(v, x, y, z)) {
      for (let n = start[near]; n < start[near + 1]; n++) {
        const t = touching[n] * 3;
        closestOnTriangle(found, triangles[t], triangles[t + 1], triangles[t + 2], x, y, z, point);
        const d = (point[0] - x) ** 2 + (point[1] - y) ** 2 + (point[2] - z) ** 2;
        if (d < nearest) {
          nearest = d;
          out.set(point, 3 * i);
        }
      }
    }
  });
}

/** The nearest vertices, found by walking over the mesh from the vertex of the same name: faces are near each other. */
class VertexWalk {
  constructor(
    private readonly found: Float32Array,
    private readonly surface: FaceSurface,
  ) {}

  /** The nearest vertex that can be walked to downhill, and its neighbours. */
  around(from: number, x: number, y: number, z: number): number[] {
    const { found } = this;
    const distance = (v: number): number =>
      (found[3 * v] - x) ** 2 + (found[3 * v + 1] - y) ** 2 + (found[3 * v + 2] - z) ** 2;
    let here = from;
    let best = distance(here);
    for (;;) {
      const neighbours = this.neighbours(here);
      let next = here;
      for (const v of neighbours) {
        const d = distance(v);
        if (d < best) [best, next] = [d, v];
      }
      if (next === here) return [here, ...neighbours];
      here = next;
    }
  }

  private neighbours(v: number): number[] {
    const { triangles, start, touching } = this.surface;
    const list: number[] = [];
    for (let n = start[v]; n < start[v + 1]; n++) {
      const t = touching[n] * 3;
      for (let k = 0; k < 3; k++) if (triangles[t + k] !== v) list.push(triangles[t + k]);
    }
    return [...new Set(list)];
  }
}

/** Closest point of a triangle (Ericson 2005, Real-Time Collision Detection, 5.1.5), into `out` [3]. */
export function closestOnTriangle(
  vertices: ArrayLike<number>,
  ia: number,
  ib: number,
  ic: number,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
): void {
  const a = [vertices[3 * ia], vertices[3 * ia + 1], vertices[3 * ia + 2]];
  const ab = [0, 1, 2].map((k) => vertices[3 * ib + k] - a[k]);
  const ac = [0, 1, 2].map((k) => vertices[3 * ic + k] - a[k]);
  const ap = [x - a[0], y - a[1], z - a[2]];
  const dot = (u: readonly number[], w: readonly number[]): number => u[0] * w[0] + u[1] * w[1] + u[2] * w[2];
  const put = (v: number, w: number): void => {
    for (let k = 0; k < 3; k++) out[k] = a[k] + v * ab[k] + w * ac[k];
  };
  const d1 = dot(ab, ap);
  const d2 = dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return put(0, 0);
  const abab = dot(ab, ab);
  const abac = dot(ab, ac);
  const acac = dot(ac, ac);
  const d3 = d1 - abab;
  const d4 = d2 - abac;
  if (d3 >= 0 && d4 <= d3) return put(1, 0);
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return put(d1 / (d1 - d3), 0);
  const d5 = d1 - abac;
  const d6 = d2 - acac;
  if (d6 >= 0 && d5 <= d6) return put(0, 1);
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return put(0, d2 / (d2 - d6));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    return put(1 - w, w);
  }
  const scale = 1 / (va + vb + vc);
  put(vb * scale, vc * scale);
}
