import { solveCholesky } from '../../../main/engine/geometry/cholesky';
import { NearestSurface, type TargetSurface } from './surface-distance';

const rounds = 12;
/** Unknowns: rotation, translation. */
const n = 6;
/** Points farther off than this do not draw the alignment: the surface is not there (an ear, a neck). */
const largestPull = 15;

/**
 * How far points of the true surface lie from a reconstructed one in the mean, mm, once they are turned and moved to fit
 * it best (iterated closest points, Chen & Medioni 1992: distances to the surface, not to a point of it).
 * @param truth [n,3] mm, in the same camera space as the surface
 * @returns infinite where most of the points have no surface within 40 mm
 */
export function surfaceError(truth: Float32Array, target: TargetSurface): number {
  const surface = new NearestSurface(target);
  const points = Float64Array.from(truth);
  const found = new Float64Array(3);
  for (let round = 0; round < rounds; round++) {
    const centre = middleOf(points);
    const normal = new Float64Array(n * n);
    const right = new Float64Array(n);
    const row = new Float64Array(n);
    for (let i = 0; i < points.length; i += 3) {
      const [x, y, z] = points.subarray(i, i + 3);
      const distance = surface.nearest(x, y, z, found);
      if (distance > largestPull || distance < 1e-6) continue;
      const [a, b, c] = [x - found[0], y - found[1], z - found[2]].map((d) => d / distance);
      const [px, py, pz] = [x - centre[0], y - centre[1], z - centre[2]];
      row.set([py * c - pz * b, pz * a - px * c, px * b - py * a, a, b, c]);
      for (let r = 0; r < n; r++) {
        right[r] -= row[r] * distance;
        for (let s = 0; s < n; s++) normal[r * n + s] += row[r] * row[s];
      }
    }
    for (let r = 0; r < n; r++) normal[r * n + r] += 1e-6;
    if (!solveCholesky(normal, right, n)) break;
    move(points, centre, right);
  }
  let sum = 0;
  let count = 0;
  for (let i = 0; i < points.length; i += 3) {
    const distance = surface.nearest(points[i], points[i + 1], points[i + 2], found);
    if (!Number.isFinite(distance)) continue;
    sum += distance;
    count++;
  }
  return count * 6 < points.length ? Infinity : sum / count;
}

/** Applies a rotation (Rodrigues) about a centre and a translation. */
function move(points: Float64Array, centre: readonly number[], step: Float64Array): void {
  const angle = Math.hypot(step[0], step[1], step[2]) || 1e-12;
  const [kx, ky, kz] = [step[0] / angle, step[1] / angle, step[2] / angle];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i] - centre[0], points[i + 1] - centre[1], points[i + 2] - centre[2]];
    const along = (kx * x + ky * y + kz * z) * (1 - cos);
    points[i] = centre[0] + step[3] + (x * cos + (ky * z - kz * y) * sin + kx * along);
    points[i + 1] = centre[1] + step[4] + (y * cos + (kz * x - kx * z) * sin + ky * along);
    points[i + 2] = centre[2] + step[5] + (z * cos + (kx * y - ky * x) * sin + kz * along);
  }
}

function middleOf(points: Float64Array): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) sum[i % 3] += points[i] / (points.length / 3);
  return sum;
}
