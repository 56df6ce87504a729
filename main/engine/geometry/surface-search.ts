import { closestOnTriangle } from './closest-on-triangle';

/** A place on a surface. */
export interface SurfacePlace {
  readonly triangle: number;
  readonly barycentric: readonly [number, number, number];
  /** From the point that was asked for, mm. */
  readonly distance: number;
}

/** Edge of the search's cells: about two triangles of a face mesh, mm. */
const cellMillimetres = 6;
/** Added to each ball, so that no rounding leaves a triangle out. */
const roundingMillimetres = 1e-3;
/** Cells along an axis that have keys of their own; faces span a tenth of it. */
const cellsAcross = 4096;

/** Finds the nearest place of a surface; it may be told to look at some of its triangles only. */
export class SurfaceSearch {
  private readonly cells = new Map<number, number[]>();
  /** [T,4] a ball around each triangle: its middle and radius, mm. Most triangles are told to be too far by it. */
  private readonly balls: Float64Array;

  /**
   * @param vertices [V,3] mm
   * @param triangles [T,3]
   * @param wanted by triangle; all of them by default
   */
  constructor(
    private readonly vertices: Float32Array,
    private readonly triangles: ArrayLike<number>,
    wanted: (triangle: number) => boolean = () => true,
  ) {
    this.balls = new Float64Array((triangles.length / 3) * 4);
    for (let t = 0; 3 * t < triangles.length; t++) if (wanted(t)) this.add(t);
  }

  /** @returns undefined where nothing is nearer than `most`, mm */
  nearest(x: number, y: number, z: number, most: number): SurfacePlace | undefined {
    const found = new Float64Array(3);
    const barycentric = new Float64Array(3);
    let triangle = -1;
    let squared = most * most;
    let reach = most;
    const { balls } = this;
    const [cx, cy, cz] = [cellOf(x), cellOf(y), cellOf(z)];
    // A point of ring r is at least r - 1 cells away.
    for (let ring = 0; (ring - 1) * cellMillimetres <= reach; ring++) {
      for (const key of ringKeys(cx, cy, cz, ring)) {
        for (const t of this.cells.get(key) ?? []) {
          const bx = balls[4 * t] - x;
          const by = balls[4 * t + 1] - y;
          const bz = balls[4 * t + 2] - z;
          const farthest = reach + balls[4 * t + 3];
          if (bx * bx + by * by + bz * bz > farthest * farthest) continue;
          const [i, j, k] = [this.triangles[3 * t], this.triangles[3 * t + 1], this.triangles[3 * t + 2]];
          const d = closestOnTriangle(this.vertices, i, j, k, x, y, z, barycentric);
          if (d >= squared) continue;
          squared = d;
          reach = Math.sqrt(d);
          triangle = t;
          found.set(barycentric);
        }
      }
    }
    if (triangle < 0) return undefined;
    return { triangle, barycentric: [found[0], found[1], found[2]], distance: Math.sqrt(squared) };
  }

  /** mm */
  positionOf({ triangle, barycentric }: SurfacePlace): [number, number, number] {
    const at = (axis: number): number =>
      barycentric.reduce(
        (sum, w, c) => sum + w * this.vertices[3 * this.triangles[3 * triangle + c] + axis],
        0,
      );
    return [at(0), at(1), at(2)];
  }

  private add(t: number): void {
    const corners = [0, 1, 2].map((c) => 3 * this.triangles[3 * t + c]);
    const middle = [0, 1, 2].map((axis) => corners.reduce((sum, c) => sum + this.vertices[c + axis] / 3, 0));
    const radius = Math.max(
      ...corners.map((c) => Math.hypot(...middle.map((m, axis) => this.vertices[c + axis] - m))),
    );
    this.balls.set([...middle, radius + roundingMillimetres], 4 * t);
    const [from, to] = [Math.min, Math.max].map((extreme) =>
      [0, 1, 2].map((axis) => cellOf(extreme(...corners.map((c) => this.vertices[c + axis])))),
    );
    for (let x = from[0]; x <= to[0]; x++) {
      for (let y = from[1]; y <= to[1]; y++) {
        for (let z = from[2]; z <= to[2]; z++) {
          const key = keyOf(x, y, z);
          const list = this.cells.get(key);
          if (list === undefined) this.cells.set(key, [t]);
          else list.push(t);
        }
      }
    }
  }
}

function cellOf(millimetres: number): number {
  return Math.floor(millimetres / cellMillimetres);
}

function keyOf(x: number, y: number, z: number): number {
  const half = cellsAcross / 2;
  return ((x + half) * cellsAcross + y + half) * cellsAcross + z + half;
}

/** The cells whose largest distance from a cell along any axis is `ring`. */
function* ringKeys(x: number, y: number, z: number, ring: number): Generator<number> {
  for (let dx = -ring; dx <= ring; dx++) {
    for (let dy = -ring; dy <= ring; dy++) {
      const isSide = dx === -ring || dx === ring || dy === -ring || dy === ring;
      for (let dz = -ring; dz <= ring; dz += isSide ? 1 : 2 * ring) {
        yield keyOf(x + dx, y + dy, z + dz);
      }
    }
  }
}
