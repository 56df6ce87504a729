import { gaussian } from '../../native-models/facemesh-attention/calibrate/random-performance';
import { identityShape } from '../../main/engine/geometry/shape';
import type { FaceModel } from '../../main/engine/geometry/types';
import { alignRigidly } from '../../main/engine/geometry/rigid-alignment';
import { faceSurface, type FaceSurface } from '../../main/engine/geometry/face-surface';
import { addSmoothField } from './smooth-field';

/** Where a synthetic person's shape comes from. */
export type Generator = 'model' | 'other';

/** The second generator: how far it leaves the model. Lengths and deviations of its fields, mm. */
const otherFields = [
  { length: 16, deviation: 0.7 },
  { length: 45, deviation: 1.1 },
] as const;
const otherAsymmetry = 2;

/**
 * Draws a person's neutral face, [V,3] mm.
 *
 * `model`: the model's own Gaussian. `other`: the same with every antisymmetric mode doubled, plus two random fields
 * with Matern-3/2 kernels (16 mm long, 0.7 mm an axis; 45 mm, 1.1 mm), which the model's 80 modes cannot hold; brought
 * back to the model's size and place, since neither can be told from a picture.
 */
export function drawPerson(model: FaceModel, generator: Generator, random: () => number): Float32Array {
  const parity = modeParity(model);
  const shape = Float32Array.from(parity, (sign) => {
    const v = Math.max(-2.5, Math.min(2.5, gaussian(random)));
    return generator === 'other' && sign < 0 ? otherAsymmetry * v : v;
  });
  const neutral = identityShape(model, shape);
  if (generator === 'model') return neutral;
  const field = new Float64Array(neutral.length);
  for (const { length, deviation } of otherFields) {
    addSmoothField(model.mean, length, deviation, random, field);
  }
  moveEyesWithTheirLids(model, field);
  for (let i = 0; i < neutral.length; i++) neutral[i] += field[i];
  return normalised(faceSurface(model), neutral, model.mean);
}

/** [K] +1 for modes that are the same on both sides of the face, -1 for those that are opposite. */
export function modeParity(model: FaceModel): Int8Array {
  const row = model.vertexCount * 3;
  return Int8Array.from({ length: model.identityModes }, (_, k) => {
    let sum = 0;
    for (let v = 0; v < model.vertexCount; v++) {
      const a = k * row + 3 * v;
      const b = k * row + 3 * model.symmetry[v];
      sum += -model.identity[a] * model.identity[b];
      sum += model.identity[a + 1] * model.identity[b + 1] + model.identity[a + 2] * model.identity[b + 2];
    }
    return sum < 0 ? -1 : 1;
  });
}

/** Within 16 mm of an eyeball's centre everything moves as one piece; from 30 mm on the field is as drawn. */
function moveEyesWithTheirLids(model: FaceModel, field: Float64Array): void {
  for (let eye = 0; eye < 2; eye++) {
    const centre = model.eyeCentre.subarray(3 * eye, 3 * eye + 3);
    const blends = new Float64Array(model.vertexCount);
    const mean = [0, 0, 0];
    let total = 0;
    for (let v = 0; v < model.vertexCount; v++) {
      const d = Math.hypot(
        model.mean[3 * v] - centre[0],
        model.mean[3 * v + 1] - centre[1],
        model.mean[3 * v + 2] - centre[2],
      );
      const t = Math.min(1, Math.max(0, (d - 16) / 14));
      blends[v] = t * t * (3 - 2 * t);
      if (blends[v] > 0) continue;
      total++;
      for (let c = 0; c < 3; c++) mean[c] += field[3 * v + c];
    }
    for (let v = 0; v < model.vertexCount; v++) {
      if (blends[v] === 1) continue;
      for (let c = 0; c < 3; c++) {
        field[3 * v + c] = blends[v] * field[3 * v + c] + ((1 - blends[v]) * mean[c]) / Math.max(1, total);
      }
    }
  }
}

/** A shape of the same size, place and turn as a reference (weighted Procrustes; Gower 1975). */
function normalised(surface: FaceSurface, vertices: Float32Array, reference: Float32Array): Float32Array {
  const size = (points: Float32Array): { middle: number[]; radius: number } => {
    const middle = [0, 0, 0];
    for (const [i, v] of surface.vertices.entries()) {
      for (let c = 0; c < 3; c++) middle[c] += surface.area[i] * points[3 * v + c];
    }
    let sum = 0;
    for (const [i, v] of surface.vertices.entries()) {
      for (let c = 0; c < 3; c++) sum += surface.area[i] * (points[3 * v + c] - middle[c]) ** 2;
    }
    return { middle, radius: Math.sqrt(sum) };
  };
  const own = size(vertices);
  const wanted = size(reference);
  const scale = wanted.radius / own.radius;
  const scaled = vertices.map((v, i) => (v - own.middle[i % 3]) * scale + wanted.middle[i % 3]);
  return alignRigidly(surface, scaled, reference);
}
