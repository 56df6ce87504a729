import { solveCholesky } from './cholesky';
import { turn } from './initial-pose';
import type { FaceSurface } from './face-surface';

/**
 * `vertices` turned and shifted so that its judged part lies nearest to `reference`'s, vertex for vertex
 * (least squares by Gauss-Newton; both are near each other to begin with).
 * @param vertices [V,3] mm
 * @param reference [V,3] mm
 * @returns [V,3] mm
 */
export function alignRigidly(
  surface: FaceSurface,
  vertices: Float32Array,
  reference: Float32Array,
): Float32Array {
  const targets = new Float64Array(surface.vertices.length * 3);
  surface.vertices.forEach((v, i) => {
    for (let c = 0; c < 3; c++) targets[3 * i + c] = reference[3 * v + c];
  });
  let moved = vertices;
  for (let round = 0; round < 5; round++) moved = stepTowards(surface, moved, targets);
  return moved;
}

/**
 * One step of the rigid motion that brings the judged vertices to their targets [n,3].
 * @returns [V,3] mm
 */
export function stepTowards(
  surface: FaceSurface,
  vertices: Float32Array,
  targets: ArrayLike<number>,
): Float32Array {
  const middle = [0, 0, 0];
  surface.vertices.forEach((v, i) => {
    for (let c = 0; c < 3; c++) middle[c] += surface.area[i] * vertices[3 * v + c];
  });
  const h = new Float64Array(36);
  const g = new Float64Array(6);
  const row = new Float64Array(6);
  surface.vertices.forEach((v, i) => {
    const w = surface.area[i];
    const [x, y, z] = [0, 1, 2].map((c) => vertices[3 * v + c] - middle[c]);
    const turns = [
      [0, z, -y],
      [-z, 0, x],
      [y, -x, 0],
    ];
    for (let c = 0; c < 3; c++) {
      row.fill(0);
      row.set(turns[c]);
      row[3 + c] = 1;
      const residual = targets[3 * i + c] - vertices[3 * v + c];
      for (let a = 0; a < 6; a++) {
        g[a] += w * row[a] * residual;
        for (let b = 0; b <= a; b++) h[6 * a + b] += w * row[a] * row[b];
      }
    }
  });
  if (!solveCholesky(h, g, 6)) return vertices;
  const rotation = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  turn(rotation, g[0], g[1], g[2]);
  const out = new Float32Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 3) {
    const [x, y, z] = [vertices[i] - middle[0], vertices[i + 1] - middle[1], vertices[i + 2] - middle[2]];
    for (let c = 0; c < 3; c++) {
      out[i + c] =
        rotation[3 * c] * x + rotation[3 * c + 1] * y + rotation[3 * c + 2] * z + middle[c] + g[3 + c];
    }
  }
  return out;
}
