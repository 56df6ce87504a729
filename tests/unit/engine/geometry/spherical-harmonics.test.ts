import { estimateLight } from '../../../../main/engine/geometry/estimate-light';
import { fitAlbedo } from '../../../../main/engine/geometry/fit-albedo';
import { albedoColours } from '../../../../main/engine/geometry/shape';
import type { SkinSamples } from '../../../../main/engine/geometry/skin-samples';
import { ambientOffset, harmonics, litColours } from '../../../../main/engine/geometry/spherical-harmonics';
import { seededRandom, syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

describe('harmonics', () => {
  it('agrees with the published constants of Deep3DFaceReconstruction', () => {
    // a0 c0, a1 c1, a2 c2 as their code computes them.
    const y0 = Math.PI / Math.sqrt(4 * Math.PI);
    const y1 = ((2 * Math.PI) / Math.sqrt(3)) * (Math.sqrt(3) / Math.sqrt(4 * Math.PI));
    const y2 = ((2 * Math.PI) / Math.sqrt(8)) * ((3 * Math.sqrt(5)) / Math.sqrt(12 * Math.PI));
    const [x, y, z] = [0.48, -0.6, 0.64];
    const out = new Float64Array(9);
    harmonics(x, y, z, out);
    const expected = [
      y0,
      -y1 * y,
      y1 * z,
      -y1 * x,
      y2 * x * y,
      -y2 * y * z,
      (0.5 * y2 * (3 * z * z - 1)) / Math.sqrt(3),
      -y2 * x * z,
      0.5 * y2 * (x * x - y * y),
    ];
    expected.forEach((v, i) => expect(out[i]).toBeCloseTo(v, 6));
    expect(y0).toBeCloseTo(0.886227, 5);
    expect(y1).toBeCloseTo(1.772454, 5);
    expect(y2).toBeCloseTo(2.42703, 4);
  });

  it('are orthogonal over the sphere, so that each coefficient is a light of its own', () => {
    const gram = new Float64Array(81);
    const out = new Float64Array(9);
    const steps = 120;
    for (let i = 0; i < steps; i++) {
      const z = -1 + (2 * (i + 0.5)) / steps;
      for (let j = 0; j < steps; j++) {
        const turn = (2 * Math.PI * (j + 0.5)) / steps;
        const ring = Math.sqrt(1 - z * z);
        harmonics(ring * Math.cos(turn), ring * Math.sin(turn), z, out);
        for (let a = 0; a < 9; a++) for (let b = 0; b < 9; b++) gram[9 * a + b] += out[a] * out[b];
      }
    }
    for (let a = 0; a < 9; a++) {
      for (let b = 0; b < a; b++) {
        expect(Math.abs(gram[9 * a + b]) / Math.sqrt(gram[10 * a] * gram[10 * b])).toBeLessThan(1e-3);
      }
    }
  });
});

const model = syntheticFaceModel();

/** Skin lit by `light`, as if sampled without noise, over normals that face the viewer. */
function samplesOf(albedo: Float32Array, light: ArrayLike<number>, count = 600): SkinSamples {
  const random = seededRandom(11);
  const triangle = new Uint32Array(count);
  const barycentric = new Float32Array(count * 3);
  const normal = new Float32Array(count * 3);
  const colour = new Float32Array(count * 3);
  const basis = new Float64Array(9);
  for (let s = 0; s < count; s++) {
    triangle[s] = Math.floor((random() * model.triangles.length) / 3);
    barycentric.set([1, 0, 0], 3 * s);
    const x = (random() - 0.5) * 1.6;
    const y = (random() - 0.5) * 1.1;
    const n = [x, y, Math.sqrt(Math.max(0.05, 1 - x * x - y * y))];
    const length = Math.hypot(...n);
    for (let c = 0; c < 3; c++) normal[3 * s + c] = n[c] / length;
    harmonics(normal[3 * s], normal[3 * s + 1], normal[3 * s + 2], basis);
    for (let c = 0; c < 3; c++) {
      let shade = ambientOffset * basis[0];
      for (let k = 0; k < 9; k++) shade += basis[k] * light[9 * c + k];
      colour[3 * s + c] = albedo[3 * model.triangles[3 * triangle[s]] + c] * shade;
    }
  }
  return { count, triangle, barycentric, normal, colour, weight: new Float32Array(count).fill(1) };
}

function shadeAt(light: ArrayLike<number>, x: number, y: number): number {
  const z = Math.sqrt(1 - x * x - y * y);
  const basis = new Float64Array(9);
  harmonics(x, y, z, basis);
  let shade = ambientOffset * basis[0];
  for (let k = 0; k < 9; k++) shade += basis[k] * light[9 + k];
  return shade;
}

const light = new Float32Array(27);
for (const c of [0, 9, 18]) light.set([0.15, -0.1, 0.12, -0.2], c);

describe('estimateLight', () => {
  it('finds the shading of a face whose skin is known, also with a tenth of it hidden', () => {
    const albedo = albedoColours(model, []);
    const samples = samplesOf(albedo, light);
    for (let s = 0; s < samples.count; s += 10) samples.colour.fill(0.02, 3 * s, 3 * s + 3);
    const found = estimateLight(model, samples, albedo);
    for (const [x, y] of [
      [0, 0],
      [0.6, 0],
      [-0.6, 0],
      [0, 0.5],
      [0.3, -0.4],
    ]) {
      expect(Math.abs(shadeAt(found, x, y) - shadeAt(light, x, y))).toBeLessThan(0.04);
    }
  });
});

describe('fitAlbedo', () => {
  it('gives dark skin its darkness, not the light, and explains the pixels', () => {
    const truth = Float32Array.of(1.8, 0.8);
    const albedo = albedoColours(model, truth);
    const frames = [samplesOf(albedo, light), samplesOf(albedo, new Float32Array(27).fill(0.02), 400)];
    const { albedo: found, lights } = fitAlbedo(model, frames);
    expect(found[0]).toBeGreaterThan(1);
    expect(lights).toHaveLength(2);
    const colours = albedoColours(model, found);
    const again = samplesOf(colours, lights[0]);
    let sum = 0;
    again.colour.forEach((v, i) => (sum += Math.abs(v - frames[0].colour[i])));
    expect(sum / again.colour.length).toBeLessThan(0.02);
  });
});

describe('litColours', () => {
  it('multiplies albedo by shading and stays within 0..1', () => {
    const out = new Float32Array(6);
    const bright = new Float32Array(27).fill(1);
    litColours(
      Float32Array.of(0.5, 0.5, 0.5, 1, 1, 1),
      Float32Array.of(0, 0, 1, 0, 0, 1),
      new Float32Array(27),
      out,
    );
    expect(out[0]).toBeCloseTo(0.5 * 0.8 * 0.886227, 4);
    litColours(Float32Array.of(0.5, 0.5, 0.5, 1, 1, 1), Float32Array.of(0, 0, 1, 0, 0, 1), bright, out);
    expect(Math.max(...out)).toBeLessThanOrEqual(1);
  });
});
