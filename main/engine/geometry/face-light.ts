import { ambientOffset, convolution, harmonics, lightLength } from './spherical-harmonics';

/** Shading of a surface that looks into a made light, and of one that looks away from it. */
const brightest = 1.15;
const ambient = 0.35;

/**
 * White light from one side over an even one, as 27 coefficients (Ramamoorthi & Hanrahan 2001: a far light's harmonics
 * are those of its direction).
 * @param direction towards the light, camera space: x right, y up, z towards the viewer; any length
 * @throws RangeError where the direction has no length
 */
export function lightFromDirection(direction: readonly [number, number, number]): Float32Array {
  const length = Math.hypot(...direction);
  if (!(length > 0)) throw new RangeError('A light from nowhere: its direction has no length.');
  const [x, y, z] = direction.map((value) => value / length);
  const towards = new Float64Array(9);
  harmonics(x, y, z, towards);
  const own = convolution.map((a, k) => towards[k] / a);
  const facing = own.reduce((sum, value, k) => sum + value * towards[k], 0);
  const light = new Float32Array(lightLength);
  for (let k = 0; k < lightLength; k++) light[k] = ((brightest - ambient) * own[k % 9]) / facing;
  const even = new Float64Array(9);
  harmonics(0, 0, 1, even);
  for (const constant of [0, 9, 18]) light[constant] += ambient / even[0] - ambientOffset;
  return light;
}

/**
 * What light multiplies reflectance by, not clamped but for 0.
 * @param normals [n,3] unit, camera space
 * @param light [27]
 * @returns [n,3]
 */
export function shadingOf(normals: Float32Array, light: ArrayLike<number>): Float32Array {
  const out = new Float32Array(normals.length);
  const basis = new Float64Array(9);
  for (let i = 0; i < normals.length; i += 3) {
    harmonics(normals[i], normals[i + 1], normals[i + 2], basis);
    for (let c = 0; c < 3; c++) {
      let sum = ambientOffset * basis[0];
      for (let k = 0; k < 9; k++) sum += basis[k] * light[9 * c + k];
      out[i + c] = Math.max(0, sum);
    }
  }
  return out;
}
