/** A surface of triangles to measure distances to. */
export interface TargetSurface {
  /** [V,3] mm */
  readonly vertices: Float32Array;
  /** [T,3] */
  readonly triangles: Uint16Array | Uint32Array;
}

/** Cells of the search grid, mm: a few vertices each. */
const cell = 4;

/** Nearest points of a surface: the nearest vertex by a grid, then exactly on the triangles around it. */
export class NearestSurface {
  private readonly cells = new Map<number, number[]>();
  private readonly around: number[][];

  constructor(private readonly surface: TargetSurface) {
    const { vertices, triangles } = surface;
    this.around = Array.from({ length: vertices.length / 3 }, () => []);
    for (let t = 0; t < triangles.length; t++) this.around[triangles[t]].push(t - (t % 3));
    for (let v = 0; v < this.around.length; v++) {
      if (this.around[v].length === 0) continue;
      const key = keyOf(vertices[3 * v], vertices[3 * v + 1], vertices[3 * v + 2]);
      const list = this.cells.get(key);
      if (list === undefined) this.cells.set(key, [v]);
      else list.push(v);
    }
  }

  /** Writes the nearest point into `out` [3]; returns its distance, infinite where none is within 40 mm. */
  nearest(x: number, y: number, z: number, out: Float64Array): number {
    const vertex = this.nearestVertex(x, y, z);
    if (vertex < 0) return Infinity;
    let best = Infinity;
    const point = new Float64Array(3);
    for (const t of this.around[vertex]) {
      this.onTriangle(t, x, y, z, point);
      const distance = Math.hypot(point[0] - x, point[1] - y, point[2] - z);
      if (distance < best) {
        best = distance;
        out.set(point);
      }
    }
    return best;
  }

  private nearestVertex(x: number, y: number, z: number): number {
    const { vertices } = this.surface;
    const [i, j, k] = [x, y, z].map((value) => Math.floor(value / cell));
    let found = -1;
    let best = Infinity;
    for (let ring = 0; ring <= 10; ring++) {
      for (let a = -ring; a <= ring; a++) {
        for (let b = -ring; b <= ring; b++) {
          const step = Math.max(Math.abs(a), Math.abs(b)) === ring ? 1 : Math.max(1, 2 * ring);
          for (let c = -ring; c <= ring; c += step) {
            for (const v of this.cells.get(cellKey(i + a, j + b, k + c)) ?? []) {
              const d = Math.hypot(vertices[3 * v] - x, vertices[3 * v + 1] - y, vertices[3 * v + 2] - z);
              if (d < best) [best, found] = [d, v];
            }
          }
        }
      }
      // Whatever lies in a farther ring is at least so far away.
      if (best <= ring * cell) break;
    }
    return found;
  }

  /** Nearest point of a triangle (Ericson, Real-Time Collision Detection, 2005, 5.1.5). */
  private onTriangle(t: number, x: number, y: number, z: number, out: Float64Array): void {
    const { vertices: v, triangles } = this.surface;
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const at = (i: number): [number, number, number] => [v[i], v[i + 1], v[i + 2]];
    const minus = (p: readonly number[], q: readonly number[]): number[] => p.map((n, i) => n - q[i]);
    const dot = (p: readonly number[], q: readonly number[]): number =>
      p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
    const [pa, pb, pc] = [at(a), at(b), at(c)];
    const [ab, ac] = [minus(pb, pa), minus(pc, pa)];
    const p = [x, y, z];
    const [ap, bp, cp] = [minus(p, pa), minus(p, pb), minus(p, pc)];
    const [d1, d2, d3, d4, d5, d6] = [
      dot(ab, ap),
      dot(ac, ap),
      dot(ab, bp),
      dot(ac, bp),
      dot(ab, cp),
      dot(ac, cp),
    ];
    const give = (u: number, w: number): void => {
      for (let i = 0; i < 3; i++) out[i] = pa[i] + u * ab[i] + w * ac[i];
    };
    if (d1 <= 0 && d2 <= 0) return give(0, 0);
    if (d3 >= 0 && d4 <= d3) return give(1, 0);
    if (d6 >= 0 && d5 <= d6) return give(0, 1);
    const vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return give(d1 / (d1 - d3), 0);
    const vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return give(0, d2 / (d2 - d6));
    const va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 >= d3 && d5 >= d6) {
      const share = (d4 - d3) / (d4 - d3 + (d5 - d6));
      return give(1 - share, share);
    }
    const sum = va + vb + vc;
    give(vb / sum, vc / sum);
  }
}

function keyOf(x: number, y: number, z: number): number {
  return cellKey(Math.floor(x / cell), Math.floor(y / cell), Math.floor(z / cell));
}

function cellKey(i: number, j: number, k: number): number {
  return ((i + 4096) * 8192 + (j + 4096)) * 8192 + (k + 4096);
}
