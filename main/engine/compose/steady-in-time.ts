import type { FloatPlane, RgbImage } from '../pixels/image';
import { boxBlur } from './box-blur';

/** Mean absolute difference in levels from which on a neighbour counts for nothing. */
const differentFrom = 10;
/** How much a neighbour counts that shows the same beside the picture's own 1: three alike make 1/4, 1/2, 1/4. */
const neighbourShare = 0.5;
/** Differences are judged over 5 x 5 pixels: noise averages out there, motion does not. */
const judgedRadius = 2;

/** Reused between faces. */
export interface SteadyScratch {
  readonly difference: FloatPlane;
  readonly box: Float32Array;
  /** [S*S] sum of the weights. */
  readonly weight: Float32Array;
  /** [S*S*3] weighted sum of the levels. */
  readonly sum: Float32Array;
}

/** @param size side of the crop, pixels */
export function createSteadyScratch(size: number): SteadyScratch {
  const plane = (): Float32Array => new Float32Array(size * size);
  return {
    difference: { width: size, height: size, data: plane() },
    box: plane(),
    weight: plane(),
    sum: new Float32Array(size * size * 3),
  };
}

/**
 * Takes the flicker out of a restored crop: what a network draws follows the noise of each frame a little, and the eye
 * sees that as boiling. Every pixel becomes the weighted mean with the same pixel of the crops before and after, which
 * lie in the same place because crops are aligned by the face. A neighbour counts by how little it differs around that
 * pixel (Tukey's biweight in a bilateral filter over time; Tomasi & Manduchi 1998), so what moves or changes stays as
 * sharp as it is, and another picture after a cut counts for nothing.
 * @param restored square crop, RGB; written
 * @param neighbours crops of the same person one frame before and after, as restored, of the same size; not changed
 */
export function steadyInTime(
  restored: RgbImage,
  neighbours: readonly RgbImage[],
  scratch: SteadyScratch,
): void {
  const { difference, box, weight, sum } = scratch;
  const own = restored.data;
  weight.fill(1);
  sum.set(own);
  for (const { data: other } of neighbours) {
    const departure = difference.data;
    for (let p = 0, at = 0; p < departure.length; p++, at += 3) {
      departure[p] =
        Math.abs(own[at] - other[at]) +
        Math.abs(own[at + 1] - other[at + 1]) +
        Math.abs(own[at + 2] - other[at + 2]);
    }
    boxBlur(difference, judgedRadius, 1, box);
    for (let p = 0, at = 0; p < departure.length; p++, at += 3) {
      const share = departure[p] / (3 * differentFrom);
      if (share >= 1) continue;
      const kept = 1 - share * share;
      const w = neighbourShare * kept * kept;
      weight[p] += w;
      sum[at] += w * other[at];
      sum[at + 1] += w * other[at + 1];
      sum[at + 2] += w * other[at + 2];
    }
  }
  for (let p = 0, at = 0; p < weight.length; p++, at += 3) {
    const share = 1 / weight[p];
    own[at] = sum[at] * share + 0.5;
    own[at + 1] = sum[at + 1] * share + 0.5;
    own[at + 2] = sum[at + 2] * share + 0.5;
  }
}
