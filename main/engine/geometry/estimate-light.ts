import { solveCholesky } from './cholesky';
import type { SkinSamples } from './skin-samples';
import { ambientOffset, harmonics, lightLength } from './spherical-harmonics';
import type { FaceModel } from './types';

/**
 * Scatter of skin about the model (texture, shadow, shine), and the number of samples that are worth one independent
 * one: both only set the balance with the priors below.
 */
const colourSigma = 0.08;
const samplesPerIndependent = 7;
/** Width of the prior of a coefficient by band: how bright, which way, how sharply directed. */
const bandSigma = [0.12, 0.3, 0.12];
/**
 * Centre of the prior: with these the built-in model's mean skin, seen from the front, has the brightness of the mean
 * portrait (0.99 of its albedo; all zeros gives 0.71). Constant term, and the one towards the viewer.
 */
const meanAmbient = 0.2;
const meanFrontal = 0.12;
/** Width of the prior of a colour's difference from the mean of the three: light is nearly white. */
const tintSigma = [0.08, 0.05, 0.03];
/** A pixel this far off (hair, glasses, shadow) has half its pull (Cauchy weights). */
const outlierScale = 0.12;

export interface LightOptions {
  /** The light as known so far: one refining step from there instead of four from nothing. */
  readonly start?: Float32Array;
  /** Times the width of the priors; small lets the skin explain how dark a face is. 1 by default. */
  readonly freedom?: number;
}

/**
 * The light on a face, from its skin: regularised, robust least squares over all 27 coefficients together, since the
 * three colours are tied by a prior towards white light.
 * @param albedo [V,3] sRGB-encoded 0..1, the person's `albedoColours`
 * @returns [27], see `harmonics`; all zero when no skin was seen
 */
export function estimateLight(
  model: FaceModel,
  samples: SkinSamples,
  albedo: Float32Array,
  options: LightOptions = {},
): Float32Array {
  const light = new Float64Array(lightLength);
  if (options.start !== undefined) light.set(options.start);
  const rounds = options.start === undefined ? 4 : 1;
  const h = new Float64Array(lightLength * lightLength);
  const g = new Float64Array(lightLength);
  const basis = new Float64Array(9);
  const shade = new Float64Array(3);
  const reflectance = new Float64Array(3);
  for (let round = 0; round < rounds; round++) {
    h.fill(0);
    g.fill(0);
    addPrior(h, g, options.freedom ?? 1);
    for (let s = 0; s < samples.count; s++) {
      harmonics(samples.normal[3 * s], samples.normal[3 * s + 1], samples.normal[3 * s + 2], basis);
      reflectanceAt(model, samples, s, albedo, reflectance);
      let distance = 0;
      for (let c = 0; c < 3; c++) {
        let sum = ambientOffset * basis[0];
        for (let k = 0; k < 9; k++) sum += basis[k] * light[9 * c + k];
        shade[c] = samples.colour[3 * s + c] - reflectance[c] * sum;
        distance += shade[c] * shade[c];
      }
      const robust =
        round === 0 && options.start === undefined ? 1 : 1 / (1 + distance / (outlierScale * outlierScale));
      const w = (samples.weight[s] * robust) / (colourSigma * colourSigma * samplesPerIndependent);
      for (let c = 0; c < 3; c++) {
        const a = reflectance[c];
        const target = samples.colour[3 * s + c] - a * ambientOffset * basis[0];
        const o = 9 * c;
        for (let k = 0; k < 9; k++) {
          const wk = w * a * basis[k];
          g[o + k] += wk * target;
          for (let l = 0; l <= k; l++) h[(o + k) * lightLength + o + l] += wk * a * basis[l];
        }
      }
    }
    if (!solveCholesky(h, g, lightLength)) break;
    light.set(g);
  }
  return Float32Array.from(light);
}

/** Prior: the mean of the three colours about its centre, each colour about that mean. Lower triangle. */
function addPrior(h: Float64Array, g: Float64Array, freedom: number): void {
  for (let k = 0; k < 9; k++) {
    const band = k === 0 ? 0 : k < 4 ? 1 : 2;
    const mean = 1 / (freedom * bandSigma[band]) ** 2;
    const tint = 1 / (freedom * tintSigma[band]) ** 2;
    for (let c = 0; c < 3; c++) {
      const i = 9 * c + k;
      // (mean of three)^2 * mean + sum of (each - mean of three)^2 * tint
      if (k === 0) g[i] += (mean / 3) * meanAmbient;
      if (k === 2) g[i] += (mean / 3) * meanFrontal;
      h[i * lightLength + i] += mean / 9 + tint * (2 / 3);
      for (let d = 0; d < c; d++) h[i * lightLength + 9 * d + k] += mean / 9 - tint / 3;
    }
  }
}

/** Colour of the surface at a sample, before light: out[3]. */
export function reflectanceAt(
  model: FaceModel,
  samples: SkinSamples,
  s: number,
  albedo: Float32Array,
  out: Float64Array,
): void {
  const t = samples.triangle[s] * 3;
  const i = model.triangles[t] * 3;
  const j = model.triangles[t + 1] * 3;
  const k = model.triangles[t + 2] * 3;
  const u = samples.barycentric[3 * s];
  const v = samples.barycentric[3 * s + 1];
  const w = samples.barycentric[3 * s + 2];
  for (let c = 0; c < 3; c++) out[c] = u * albedo[i + c] + v * albedo[j + c] + w * albedo[k + c];
}
