/**
 * Second-order spherical-harmonics light as Deep3DFaceReconstruction writes it (Deng et al. 2019, after
 * Ramamoorthi & Hanrahan 2001): nine functions of the camera-space normal, already convolved with a Lambertian
 * surface, 9 red, 9 green, then 9 blue coefficients, to which 0.8 is added on every colour's constant term.
 */
const a0 = Math.PI;
const a1 = (2 * Math.PI) / Math.sqrt(3);
const a2 = (2 * Math.PI) / Math.sqrt(8);
const c0 = 1 / Math.sqrt(4 * Math.PI);
const c1 = Math.sqrt(3) / Math.sqrt(4 * Math.PI);
const c2 = (3 * Math.sqrt(5)) / Math.sqrt(12 * Math.PI);

/** a_l by coefficient: what a Lambertian surface makes of each harmonic; `harmonics` has it multiplied in. */
export const convolution = [a0, a1, a1, a1, a2, a2, a2, a2, a2] as const;

export const lightLength = 27;
/** Added to the constant coefficient of each colour. */
export const ambientOffset = 0.8;

const y0 = a0 * c0;
const y1 = a1 * c1;
const y2 = a2 * c2;
const y20 = (0.5 * a2 * c2) / Math.sqrt(3);

/**
 * The nine functions at a unit normal (x right, y up, z towards the viewer), into `out` from `offset`:
 * 1, -y, z, -x, xy, -yz, (3z^2-1)/(2 sqrt 3), -xz, (x^2-y^2)/2, each with its constants.
 */
export function harmonics(
  x: number,
  y: number,
  z: number,
  out: Float64Array | Float32Array,
  offset = 0,
): void {
  out[offset] = y0;
  out[offset + 1] = -y1 * y;
  out[offset + 2] = y1 * z;
  out[offset + 3] = -y1 * x;
  out[offset + 4] = y2 * x * y;
  out[offset + 5] = -y2 * y * z;
  out[offset + 6] = y20 * (3 * z * z - 1);
  out[offset + 7] = -y2 * x * z;
  out[offset + 8] = 0.5 * y2 * (x * x - y * y);
}

/**
 * Colour of lit surfaces: albedo x shading, per vertex.
 * @param albedo [n,3] sRGB-encoded 0..1; like the ancestors, light multiplies the encoded values
 * @param normals [n,3] unit, camera space
 * @param light [27]
 * @param out [n,3], clamped to 0..1
 */
export function litColours(
  albedo: Float32Array,
  normals: Float32Array,
  light: ArrayLike<number>,
  out: Float32Array,
): void {
  const r0 = (light[0] + ambientOffset) * y0;
  const g0 = (light[9] + ambientOffset) * y0;
  const b0 = (light[18] + ambientOffset) * y0;
  const basis = new Float64Array(9);
  for (let i = 0; i < albedo.length; i += 3) {
    harmonics(normals[i], normals[i + 1], normals[i + 2], basis);
    let r = r0;
    let g = g0;
    let b = b0;
    for (let k = 1; k < 9; k++) {
      const h = basis[k];
      r += h * light[k];
      g += h * light[9 + k];
      b += h * light[18 + k];
    }
    out[i] = clamp01(albedo[i] * r);
    out[i + 1] = clamp01(albedo[i + 1] * g);
    out[i + 2] = clamp01(albedo[i + 2] * b);
  }
}

function clamp01(v: number): number {
  return v <= 0 ? 0 : v >= 1 ? 1 : v;
}
