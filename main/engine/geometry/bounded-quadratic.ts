import { solveCholesky } from './cholesky';

/** Buffers for problems of up to `size` unknowns, made once. */
export class BoundedQuadratic {
  private readonly matrix: Float64Array;
  private readonly right: Float64Array;
  private readonly free: Int32Array;
  /** After `solve`: 0 free, -1 held at its lower bound, 1 at its upper. [size] */
  readonly held: Int8Array;

  constructor(size: number) {
    this.matrix = new Float64Array(size * size);
    this.right = new Float64Array(size);
    this.free = new Int32Array(size);
    this.held = new Int8Array(size);
  }

  /**
   * Minimises 1/2 xt H x - gt x with lower <= x <= upper by an active-set method (Nocedal & Wright 2006, ch. 16.7,
   * with whole blocks exchanged as in Portugal, Judice & Vicente 1994). Clamping an unbounded solution instead would
   * leave the other unknowns compensating for a movement that was cut off.
   * @param h [n,n] symmetric positive definite, both triangles filled
   * @param g [n]
   * @param x [n] result
   * @returns false when H is not positive definite
   */
  solve(
    h: Float64Array,
    g: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
    n: number,
    x: Float64Array,
  ): boolean {
    const { matrix, right, free, held } = this;
    for (let i = 0; i < n; i++) {
      // Sitting on a bound and pushed outwards: start held.
      held[i] = lower[i] >= -1e-12 && g[i] < 0 ? -1 : upper[i] <= 1e-12 && g[i] > 0 ? 1 : 0;
    }
    for (let round = 0; round < 24; round++) {
      let count = 0;
      for (let i = 0; i < n; i++) {
        if (held[i] === 0) free[count++] = i;
        else x[i] = held[i] < 0 ? lower[i] : upper[i];
      }
      for (let r = 0; r < count; r++) {
        const i = free[r];
        let sum = g[i];
        for (let j = 0; j < n; j++) if (held[j] !== 0 && x[j] !== 0) sum -= h[i * n + j] * x[j];
        right[r] = sum;
        for (let c = 0; c <= r; c++) matrix[r * count + c] = h[i * n + free[c]];
      }
      if (!solveCholesky(matrix, right, count)) return false;
      let changed = false;
      for (let r = 0; r < count; r++) {
        const i = free[r];
        const v = right[r];
        x[i] = v;
        if (v < lower[i] - 1e-9) {
          held[i] = -1;
          x[i] = lower[i];
          changed = true;
        } else if (v > upper[i] + 1e-9) {
          held[i] = 1;
          x[i] = upper[i];
          changed = true;
        }
      }
      if (changed) continue;
      if (!this.release(h, g, n, x, round > 8)) return true;
    }
    return true;
  }

  /** Frees held unknowns that want back inside; only the keenest when `oneAtATime`, which cannot cycle. */
  private release(
    h: Float64Array,
    g: Float64Array,
    n: number,
    x: Float64Array,
    oneAtATime: boolean,
  ): boolean {
    const { held } = this;
    let keenest = -1;
    let keenness = 1e-9;
    let released = false;
    for (let i = 0; i < n; i++) {
      if (held[i] === 0) continue;
      let pull = g[i];
      for (let j = 0; j < n; j++) pull -= h[i * n + j] * x[j];
      pull *= -held[i];
      if (pull <= 1e-9) continue;
      if (pull > keenness) {
        keenness = pull;
        keenest = i;
      }
      if (!oneAtATime) {
        held[i] = 0;
        released = true;
      }
    }
    if (oneAtATime && keenest >= 0) {
      held[keenest] = 0;
      released = true;
    }
    return released;
  }
}
