import { landmarkBasisOf } from './landmark-basis';
import { identityShape } from './shape';
import type { FaceIdentity, FaceModel } from './types';

/** Standard deviation of the bump around a landmark, mm; as wide as a landmark network's errors hang together. */
const reachMillimetres = 12;
/** Reaches from which on a bump is nothing. */
const bumpEnd = 5;

/** A person's neutral face: the modes, and what it is beyond them. [V,3] mm */
export function neutralFace(
  model: FaceModel,
  { shape, correction }: Pick<FaceIdentity, 'shape' | 'correction'>,
): Float32Array {
  const neutral = identityShape(model, shape);
  addBumps(landmarkBasisOf(model).mean, correction, model.mean, neutral);
  return neutral;
}

/**
 * Adds bumps around landmarks to points of a face. Lids, eyeballs and teeth lie near each other and so move together.
 * @param landmarks [count,3] mm, on the mean face
 * @param correction [count,3] mm, height of each bump; empty for none
 * @param places [n,3] mm, the points on the mean face
 * @param out [n,3] mm, the points on the person's
 */
export function addBumps(
  landmarks: Float32Array,
  correction: ArrayLike<number>,
  places: Float32Array,
  out: Float32Array | Float64Array,
): void {
  const bumps = correction.length / 3;
  for (let i = 0; 3 * i < places.length; i++) {
    for (let p = 0; p < bumps; p++) {
      const w = bump(places, i, landmarks, p);
      if (w === 0) continue;
      for (let axis = 0; axis < 3; axis++) out[3 * i + axis] += w * correction[3 * p + axis];
    }
  }
}

/** 1 where point i of `a` meets point p of `b` ([n,3] mm), falling with their distance. */
export function bump(a: Float32Array, i: number, b: Float32Array, p: number): number {
  const x = a[3 * i] - b[3 * p];
  const y = a[3 * i + 1] - b[3 * p + 1];
  const z = a[3 * i + 2] - b[3 * p + 2];
  const squared = (x * x + y * y + z * z) / (reachMillimetres * reachMillimetres);
  return squared > bumpEnd * bumpEnd ? 0 : Math.exp(-squared / 2);
}
