import { fitIdentity, type IdentityFrame } from './fit-identity';
import { interOcularPixels, landmarkStride } from './frame-state';
import { largestCoefficient, shapeOfViews } from './seen-shape';
import type { FaceModel, ShapeReading } from './types';

/**
 * Who a person is, from one or many pictures: what the shape network sees in them, where it was asked; else what their
 * landmarks tell, by how the landmark network is known to read the model's shapes; where nobody knows that, the landmarks
 * are taken for points of the face. The shape lies near the truth, not near the landmarks: `fitCorrection` brings its
 * features there.
 * @param frames at least one
 * @returns [K] standard deviations, within +-3
 */
export function personShape(model: FaceModel, frames: readonly IdentityFrame[]): Float32Array {
  const seen = frames.flatMap((frame) =>
    frame.seen === undefined ? [] : [{ seen: frame.seen, weight: frame.weight }],
  );
  if (seen.length > 0) return shapeOfViews(seen);
  return model.shapeReading === undefined
    ? fitIdentity(model, frames)
    : expectedShape(model.shapeReading, frames);
}

/**
 * The expected shape of a person given what the landmark network read (the best linear estimate, learnt from renders;
 * native-models/facet-face/calibrate). What the network does not see comes out as the mean face.
 * @returns [K] standard deviations, within +-3
 */
export function expectedShape(
  { mean, weights }: ShapeReading,
  frames: readonly Pick<IdentityFrame, 'landmarks' | 'weight'>[],
): Float32Array {
  const numbers = mean.length;
  const seen = new Float64Array(numbers);
  let total = 0;
  for (const { landmarks, weight } of frames) {
    addLevelled(landmarks, weight, seen);
    total += weight;
  }
  const shape = new Float32Array(weights.length / numbers);
  if (total <= 0) return shape;
  for (let i = 0; i < numbers; i++) seen[i] = seen[i] / total - mean[i];
  for (let k = 0; k < shape.length; k++) {
    let sum = 0;
    for (let i = 0; i < numbers; i++) sum += weights[k * numbers + i] * seen[i];
    shape[k] = Math.min(largestCoefficient, Math.max(-largestCoefficient, sum));
  }
  return shape;
}

/** Adds landmarks with the eyes level, about their middle, in inter-ocular distances: [n,2] times `weight` into `out`. */
function addLevelled(landmarks: Float32Array, weight: number, out: Float64Array): void {
  const points = out.length / 2;
  const at = (p: number, axis: number): number => landmarks[p * landmarkStride + axis];
  const acrossX = at(263, 0) + at(362, 0) - at(33, 0) - at(133, 0);
  const acrossY = at(263, 1) + at(362, 1) - at(33, 1) - at(133, 1);
  const length = Math.hypot(acrossX, acrossY) || 1;
  const scale = 1 / interOcularPixels(landmarks);
  const cos = (acrossX / length) * scale;
  const sin = (acrossY / length) * scale;
  let middleX = 0;
  let middleY = 0;
  for (let p = 0; p < points; p++) {
    middleX += at(p, 0) / points;
    middleY += at(p, 1) / points;
  }
  for (let p = 0; p < points; p++) {
    const x = at(p, 0) - middleX;
    const y = at(p, 1) - middleY;
    out[2 * p] += weight * (cos * x + sin * y);
    out[2 * p + 1] += weight * (cos * y - sin * x);
  }
}
