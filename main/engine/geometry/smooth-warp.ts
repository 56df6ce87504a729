import { factorCholesky, solveFactored } from './cholesky';

/** How far a point's offset reaches over the face, mm. */
const reachMillimetres = 30;
/** How large offsets are expected to be, mm. */
const offsetSigma = 6;

/** Moves points [n,3] mm in place. */
export type Warp = (points: Float32Array) => void;

/**
 * The smooth movement of space that takes points to targets: the mean of a Gaussian process with a Matérn 3/2 kernel
 * (Luthi et al. 2018 for its use on faces), which is the same however dense the points lie.
 * @param points [n,3] mm
 * @param targets [n,3] mm
 * @param sigma [n] how exactly each target is to be met, mm; Infinity leaves it out
 */
export function smoothWarp(points: Float32Array, targets: Float32Array, sigma: ArrayLike<number>): Warp {
  const used = Array.from({ length: sigma.length }, (_, p) => p).filter((p) => Number.isFinite(sigma[p]));
  const n = used.length;
  const matrix = new Float64Array(n * n);
  const weights = new Float64Array(n * 3);
  used.forEach((p, i) => {
    for (let j = 0; j <= i; j++) matrix[i * n + j] = kernel(points, p, points, used[j]);
    matrix[i * n + i] += (sigma[p] / offsetSigma) ** 2;
    for (let c = 0; c < 3; c++) weights[3 * i + c] = targets[3 * p + c] - points[3 * p + c];
  });
  if (!factorCholesky(matrix, n)) throw new RangeError('points of a warp coincide');
  for (let c = 0; c < 3; c++) solveFactored(matrix, weights, n, c, 3);
  // Packed and written out: vertices times points are millions, and where tests run a global is looked up slowly.
  const { sqrt, exp } = Math;
  const known = Float64Array.from({ length: 3 * n }, (_, i) => points[3 * used[Math.floor(i / 3)] + (i % 3)]);
  return (moved) => {
    for (let v = 0; 3 * v < moved.length; v++) {
      const [mx, my, mz] = [moved[3 * v], moved[3 * v + 1], moved[3 * v + 2]];
      let x = 0;
      let y = 0;
      let z = 0;
      for (let i = 0; i < n; i++) {
        const dx = mx - known[3 * i];
        const dy = my - known[3 * i + 1];
        const dz = mz - known[3 * i + 2];
        const r = sqrt(dx * dx + dy * dy + dz * dz) / reachMillimetres;
        const w = (1 + r) * exp(-r);
        x += w * weights[3 * i];
        y += w * weights[3 * i + 1];
        z += w * weights[3 * i + 2];
      }
      moved[3 * v] += x;
      moved[3 * v + 1] += y;
      moved[3 * v + 2] += z;
    }
  };
}

function kernel(a: Float32Array, i: number, b: Float32Array, j: number): number {
  const x = a[3 * i] - b[3 * j];
  const y = a[3 * i + 1] - b[3 * j + 1];
  const z = a[3 * i + 2] - b[3 * j + 2];
  const r = Math.sqrt(x * x + y * y + z * z) / reachMillimetres;
  return (1 + r) * Math.exp(-r);
}
