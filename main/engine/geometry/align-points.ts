import { solveCholesky } from './cholesky';
import { turn } from './initial-pose';

/** x' = scale R x + translation, in 3D. */
export interface SpaceSimilarity {
  readonly scale: number;
  /** [9] row by row */
  readonly rotation: Float64Array;
  readonly translation: readonly [number, number, number];
}

const rounds = 20;

/**
 * The similarity of least squared error from points to points (Gauss-Newton over turn and size about the middles, which
 * coincide). For points that stand up alike: not for halves of a turn.
 * @param from [n,3]
 * @param to [n,3]
 * @param weight [n]
 * @param size `kept`: scale is 1, the motion rigid
 */
export function alignPoints(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  weight: ArrayLike<number>,
  size: 'any' | 'kept' = 'any',
): SpaceSimilarity {
  const a = middleOf(from, weight);
  const b = middleOf(to, weight);
  const rotation = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  let scale = size === 'kept' ? 1 : spread(to, b, weight) / spread(from, a, weight);
  const h = new Float64Array(16);
  const g = new Float64Array(4);
  for (let round = 0; round < rounds; round++) {
    h.fill(0);
    g.fill(0);
    for (let p = 0; p < weight.length; p++) {
      const offset = [from[3 * p] - a[0], from[3 * p + 1] - a[1], from[3 * p + 2] - a[2]];
      const [x, y, z] = [0, 3, 6].map(
        (r) => scale * (rotation[r] * offset[0] + rotation[r + 1] * offset[1] + rotation[r + 2] * offset[2]),
      );
      const rows = [
        [0, z, -y, x],
        [-z, 0, x, y],
        [y, -x, 0, z],
      ];
      const residual = [to[3 * p] - b[0] - x, to[3 * p + 1] - b[1] - y, to[3 * p + 2] - b[2] - z];
      rows.forEach((row, axis) => {
        for (let i = 0; i < 4; i++) {
          g[i] += weight[p] * row[i] * residual[axis];
          for (let j = 0; j <= i; j++) h[4 * i + j] += weight[p] * row[i] * row[j];
        }
      });
    }
    if (!solveCholesky(h, g, 4)) break;
    turn(rotation, g[0], g[1], g[2]);
    if (size === 'any') scale *= Math.exp(g[3]);
  }
  const translation = [0, 1, 2].map(
    (i) => b[i] - scale * (rotation[3 * i] * a[0] + rotation[3 * i + 1] * a[1] + rotation[3 * i + 2] * a[2]),
  );
  return { scale, rotation, translation: [translation[0], translation[1], translation[2]] };
}

/** Moves points [n,3] in place. */
export function movePoints(
  { scale, rotation: r, translation: t }: SpaceSimilarity,
  points: Float32Array,
): void {
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [scale * points[i], scale * points[i + 1], scale * points[i + 2]];
    for (let c = 0; c < 3; c++) points[i + c] = r[3 * c] * x + r[3 * c + 1] * y + r[3 * c + 2] * z + t[c];
  }
}

function middleOf(points: ArrayLike<number>, weight: ArrayLike<number>): [number, number, number] {
  const middle: [number, number, number] = [0, 0, 0];
  let total = 0;
  for (let p = 0; p < weight.length; p++) {
    total += weight[p];
    for (let c = 0; c < 3; c++) middle[c] += weight[p] * points[3 * p + c];
  }
  return [middle[0] / total, middle[1] / total, middle[2] / total];
}

function spread(points: ArrayLike<number>, middle: readonly number[], weight: ArrayLike<number>): number {
  let sum = 0;
  for (let p = 0; p < weight.length; p++) {
    for (let c = 0; c < 3; c++) sum += weight[p] * (points[3 * p + c] - middle[c]) ** 2;
  }
  return Math.sqrt(sum);
}
