import type { FaceModel, SurfacePoints } from './types';

/**
 * Neutral face of one person: mean + sum of identity modes, [V,3] mm.
 * @param shape identity coefficients in standard deviations; missing ones count as 0
 */
export function identityShape(model: FaceModel, shape: ArrayLike<number>, out?: Float32Array): Float32Array {
  const result = out ?? new Float32Array(model.vertexCount * 3);
  result.set(model.mean);
  addModes(model.identity, shape, Math.min(shape.length, model.identityModes), result);
  return result;
}

/** Adds the expression to a neutral face: [V,3] mm into `out`, which may be `neutral`. Weights of 0 cost nothing. */
export function expressedShape(
  model: FaceModel,
  neutral: Float32Array,
  expression: ArrayLike<number>,
  out: Float32Array,
): void {
  if (out !== neutral) out.set(neutral);
  addModes(model.expression, expression, Math.min(expression.length, model.expressionNames.length), out);
}

/** Reflectance of one person: mean + sum of albedo modes, [V,3], sRGB-encoded, clamped to 0..1. */
export function albedoColours(model: FaceModel, albedo: ArrayLike<number>, out?: Float32Array): Float32Array {
  const result = out ?? new Float32Array(model.vertexCount * 3);
  result.set(model.albedoMean);
  addModes(model.albedo, albedo, Math.min(albedo.length, model.albedoModes), result);
  for (let i = 0; i < result.length; i++) {
    const v = result[i];
    result[i] = v < 0 ? 0 : v > 1 ? 1 : v;
  }
  return result;
}

function addModes(modes: Float32Array, weights: ArrayLike<number>, count: number, out: Float32Array): void {
  const row = out.length;
  for (let k = 0; k < count; k++) {
    const w = weights[k];
    if (w === 0) continue;
    const base = k * row;
    for (let i = 0; i < row; i++) out[i] += w * modes[base + i];
  }
}

/** Points on the surface of [V,3] vertices (any 3 numbers a vertex): [count,3]. */
export function surfacePositions(
  triangles: Uint16Array,
  points: SurfacePoints,
  vertices: Float32Array,
  out: Float32Array = new Float32Array(points.count * 3),
  vertexOffset = 0,
): Float32Array {
  for (let p = 0; p < points.count; p++) {
    const t = points.triangle[p] * 3;
    const i = vertexOffset + triangles[t] * 3;
    const j = vertexOffset + triangles[t + 1] * 3;
    const k = vertexOffset + triangles[t + 2] * 3;
    const u = points.barycentric[3 * p];
    const v = points.barycentric[3 * p + 1];
    const w = points.barycentric[3 * p + 2];
    for (let c = 0; c < 3; c++) {
      out[3 * p + c] = u * vertices[i + c] + v * vertices[j + c] + w * vertices[k + c];
    }
  }
  return out;
}

/** Unit normals of [V,3] vertices, area-weighted (the sum of the triangles' cross products), into `out` [V,3]. */
export function vertexNormals(
  triangles: Uint16Array | Uint32Array,
  vertices: Float32Array,
  out: Float32Array,
): void {
  out.fill(0);
  for (let t = 0; t < triangles.length; t += 3) {
    const i = triangles[t] * 3;
    const j = triangles[t + 1] * 3;
    const k = triangles[t + 2] * 3;
    const ux = vertices[j] - vertices[i];
    const uy = vertices[j + 1] - vertices[i + 1];
    const uz = vertices[j + 2] - vertices[i + 2];
    const vx = vertices[k] - vertices[i];
    const vy = vertices[k + 1] - vertices[i + 1];
    const vz = vertices[k + 2] - vertices[i + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    out[i] += nx;
    out[i + 1] += ny;
    out[i + 2] += nz;
    out[j] += nx;
    out[j + 1] += ny;
    out[j + 2] += nz;
    out[k] += nx;
    out[k + 1] += ny;
    out[k + 2] += nz;
  }
  for (let i = 0; i < out.length; i += 3) {
    const length = Math.sqrt(out[i] * out[i] + out[i + 1] * out[i + 1] + out[i + 2] * out[i + 2]);
    const s = length > 1e-12 ? 1 / length : 0;
    out[i] *= s;
    out[i + 1] *= s;
    out[i + 2] *= s;
  }
}
