/**
 * Unit normals of a mesh, area-weighted (the sum of the triangles' cross products).
 * @param triangles [T,3] counter-clockwise from outside
 * @param positions [V,3]
 * @param out [V,3], may not be `positions`
 */
export function vertexNormals(
  triangles: ArrayLike<number>,
  positions: Float32Array,
  out: Float32Array,
): void {
  out.fill(0);
  for (let t = 0; t < triangles.length; t += 3) {
    const i = triangles[t] * 3;
    const j = triangles[t + 1] * 3;
    const k = triangles[t + 2] * 3;
    const ux = positions[j] - positions[i];
    const uy = positions[j + 1] - positions[i + 1];
    const uz = positions[j + 2] - positions[i + 2];
    const vx = positions[k] - positions[i];
    const vy = positions[k + 1] - positions[i + 1];
    const vz = positions[k + 2] - positions[i + 2];
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
    const scale = length > 1e-12 ? 1 / length : 0;
    out[i] *= scale;
    out[i + 1] *= scale;
    out[i + 2] *= scale;
  }
}
