import { closestOnTriangle } from '../../main/engine/geometry/closest-on-triangle';
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
  const barycentric = new Float64Array(3);
  surface.vertices.forEach((v, i) => {
    const [x, y, z] = [moved[3 * v], moved[3 * v + 1], moved[3 * v + 2]];
    let nearest = Infinity;
    for (const near of walk.around(v, x, y, z)) {
      for (let n = start[near]; n < start[near + 1]; n++) {
        const t = touching[n] * 3;
        const corners = triangles.subarray(t, t + 3);
        const d = closestOnTriangle(found, corners[0], corners[1], corners[2], x, y, z, barycentric);
        if (d >= nearest) continue;
        nearest = d;
        for (let c = 0; c < 3; c++) {
          out[3 * i + c] = corners.reduce(
            (sum, corner, k) => sum + barycentric[k] * found[3 * corner + c],
            0,
          );
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
