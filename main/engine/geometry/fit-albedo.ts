import { solveCholesky } from './cholesky';
import { estimateLight, reflectanceAt } from './estimate-light';
import { albedoColours } from './shape';
import type { SkinSamples } from './skin-samples';
import { ambientOffset, harmonics } from './spherical-harmonics';
import type { FaceModel } from './types';

const colourSigma = 0.06;
const samplesPerIndependent = 7;
const outlierScale = 0.12;
/**
 * A dark face in bright light and a pale one in little look alike: first the skin is asked to explain how dark a face
 * is, then the light is let go. One light solve before and one after each albedo solve.
 */
const lightFreedom = [0.01, 0.01, 0.03, 0.1, 0.3, 1];
const alternations = lightFreedom.length - 1;
const largestCoefficient = 3;

/**
 * One skin for all frames of a person, each frame under its own light: alternates the light of each frame and a
 * regularised linear solve for the albedo coefficients they share (each problem is linear given the other).
 * @param frames samples of the person's best frames, at least one
 * @returns coefficients [A] in standard deviations within +-3, and each frame's light [27]
 */
export function fitAlbedo(
  model: FaceModel,
  frames: readonly SkinSamples[],
): { albedo: Float32Array; lights: Float32Array[] } {
  const modes = model.albedoModes;
  const coefficients = new Float64Array(modes);
  let colours = albedoColours(model, coefficients);
  let lights = frames.map((samples) => estimateLight(model, samples, colours, { freedom: lightFreedom[0] }));
  if (modes === 0) return { albedo: new Float32Array(0), lights };

  const h = new Float64Array(modes * modes);
  const g = new Float64Array(modes);
  const rows = new Float64Array(modes * 3);
  const basis = new Float64Array(9);
  const mean = new Float64Array(3);
  const now = new Float64Array(3);
  const shade = new Float64Array(3);
  const share = 1 / Math.max(1, frames.length / 4);
  for (let round = 0; round < alternations; round++) {
    h.fill(0);
    g.fill(0);
    for (let k = 0; k < modes; k++) h[k * modes + k] = 1;
    frames.forEach((samples, f) => {
      const light = lights[f];
      for (let s = 0; s < samples.count; s++) {
        harmonics(samples.normal[3 * s], samples.normal[3 * s + 1], samples.normal[3 * s + 2], basis);
        reflectanceAt(model, samples, s, model.albedoMean, mean);
        reflectanceAt(model, samples, s, colours, now);
        let distance = 0;
        for (let c = 0; c < 3; c++) {
          let sum = ambientOffset * basis[0];
          for (let k = 0; k < 9; k++) sum += basis[k] * light[9 * c + k];
          shade[c] = sum;
          distance += (samples.colour[3 * s + c] - sum * now[c]) ** 2;
        }
        const robust = 1 / (1 + distance / (outlierScale * outlierScale));
        const w = (share * samples.weight[s] * robust) / (colourSigma * colourSigma * samplesPerIndependent);
        albedoRows(model, samples, s, shade, rows);
        for (let c = 0; c < 3; c++) {
          const target = samples.colour[3 * s + c] - shade[c] * mean[c];
          const o = c * modes;
          for (let k = 0; k < modes; k++) {
            const wk = w * rows[o + k];
            g[k] += wk * target;
            for (let l = 0; l <= k; l++) h[k * modes + l] += wk * rows[o + l];
          }
        }
      }
    });
    if (!solveCholesky(h, g, modes)) break;
    for (let k = 0; k < modes; k++) {
      coefficients[k] = Math.min(largestCoefficient, Math.max(-largestCoefficient, g[k]));
    }
    colours = albedoColours(model, coefficients, colours);
    const freedom = lightFreedom[round + 1];
    lights = frames.map((samples, f) =>
      estimateLight(model, samples, colours, { start: lights[f], freedom }),
    );
  }
  return { albedo: Float32Array.from(coefficients), lights };
}

/** Colour at a sample for one standard deviation of each mode, lit: rows [3,A]. */
function albedoRows(
  model: FaceModel,
  samples: SkinSamples,
  s: number,
  shade: Float64Array,
  rows: Float64Array,
): void {
  const modes = model.albedoModes;
  const stride = model.vertexCount * 3;
  const t = samples.triangle[s] * 3;
  const i = model.triangles[t] * 3;
  const j = model.triangles[t + 1] * 3;
  const k = model.triangles[t + 2] * 3;
  const u = samples.barycentric[3 * s];
  const v = samples.barycentric[3 * s + 1];
  const w = samples.barycentric[3 * s + 2];
  for (let m = 0, base = 0; m < modes; m++, base += stride) {
    for (let c = 0; c < 3; c++) {
      rows[c * modes + m] =
        shade[c] *
        (u * model.albedo[base + i + c] + v * model.albedo[base + j + c] + w * model.albedo[base + k + c]);
    }
  }
}
