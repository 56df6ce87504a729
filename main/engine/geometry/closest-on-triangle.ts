/**
 * The point of a triangle closest to (x, y, z) (Ericson 2005, Real-Time Collision Detection, 5.1.5).
 * @param vertices [V,3]
 * @param out [3] its barycentric coordinates
 * @returns the squared distance
 */
export function closestOnTriangle(
  vertices: ArrayLike<number>,
  ia: number,
  ib: number,
  ic: number,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
): number {
  const ax = vertices[3 * ia];
  const ay = vertices[3 * ia + 1];
  const az = vertices[3 * ia + 2];
  const abx = vertices[3 * ib] - ax;
  const aby = vertices[3 * ib + 1] - ay;
  const abz = vertices[3 * ib + 2] - az;
  const acx = vertices[3 * ic] - ax;
  const acy = vertices[3 * ic + 1] - ay;
  const acz = vertices[3 * ic + 2] - az;
  const apx = x - ax;
  const apy = y - ay;
  const apz = z - az;
  const d1 = abx * apx + aby * apy + abz * apz;
  const d2 = acx * apx + acy * apy + acz * apz;
  const abab = abx * abx + aby * aby + abz * abz;
  const abac = abx * acx + aby * acy + abz * acz;
  const acac = acx * acx + acy * acy + acz * acz;
  const d3 = d1 - abab;
  const d4 = d2 - abac;
  const d5 = d1 - abac;
  const d6 = d2 - acac;
  const va = d3 * d6 - d5 * d4;
  const vb = d5 * d2 - d1 * d6;
  const vc = d1 * d4 - d3 * d2;
  let v = 0;
  let w = 0;
  if (d1 <= 0 && d2 <= 0) {
    // the first corner
  } else if (d3 >= 0 && d4 <= d3) v = 1;
  else if (vc <= 0 && d1 >= 0 && d3 <= 0) v = d1 / (d1 - d3);
  else if (d6 >= 0 && d5 <= d6) w = 1;
  else if (vb <= 0 && d2 >= 0 && d6 <= 0) w = d2 / (d2 - d6);
  else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    w = (d4 - d3) / (d4 - d3 + (d5 - d6));
    v = 1 - w;
  } else {
    v = vb / (va + vb + vc);
    w = vc / (va + vb + vc);
  }
  out[0] = 1 - v - w;
  out[1] = v;
  out[2] = w;
  return (apx - v * abx - w * acx) ** 2 + (apy - v * aby - w * acy) ** 2 + (apz - v * abz - w * acz) ** 2;
}
