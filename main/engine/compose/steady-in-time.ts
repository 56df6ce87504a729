import type { FloatPlane, RgbImage } from '../pixels/image';
import { boxBlur } from './box-blur';

/** Frames on either side that a picture is steadied with. */
export const steadyReach = 2;

/** Mean absolute difference in levels from which on a neighbour counts for nothing. */
const differentFrom = 15;
/** Differences are judged over 5 x 5 pixels: noise averages out there, motion does not. */
const judgedRadius = 2;

/** Reused between faces. */
export interface SteadyScratch {
  readonly difference: FloatPlane;
  readonly box: Float32Array;
  /** [S*S] how much the neighbour before the one looked at, on its side, was alike. */
  readonly alike: Float32Array;
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
    alike: plane(),
    weight: plane(),
    sum: new Float32Array(size * size * 3),
  };
}

/**
 * Takes the flicker out of a restored crop: what a network draws follows the noise of each frame a little, and the eye
 * sees that as boiling. Every pixel becomes the weighted mean with the same pixel of the crops before and after, which
 * lie in the same place because crops are aligned by the face. A neighbour counts by how little it differs around that
 * pixel (Tukey's biweight in a bilateral filter over time; Tomasi & Manduchi 1998), and no more than those between them
 * are alike, so what moves or changes stays as sharp as it is, a mouth that opens and shuts is not mixed with itself, and
 * another picture after a cut counts for nothing.
 * @param restored square crop, RGB; written
 * @param sides crops of the same person in the frames before and in those after, as restored, of the same size, nearest
 * first; not changed
 */
export function steadyInTime(
  restored: RgbImage,
  sides: readonly (readonly RgbImage[])[],
  scratch: SteadyScratch,
): void {
  const { alike, weight, sum } = scratch;
  const own = restored.data;
  weight.fill(1);
  sum.set(own);
  for (const side of sides) {
    alike.fill(1);
    for (const { data } of side) addNeighbour(own, data, scratch);
  }
  for (let p = 0, at = 0; p < weight.length; p++, at += 3) {
    const share = 1 / weight[p];
    own[at] = sum[at] * share + 0.5;
    own[at + 1] = sum[at + 1] * share + 0.5;
    own[at + 2] = sum[at + 2] * share + 0.5;
  }
}

/** Adds the next neighbour of a side to the sums. */
function addNeighbour(
  own: Uint8Array,
  other: Uint8Array,
  { difference, box, alike, weight, sum }: SteadyScratch,
): void {
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
    const kept = share < 1 ? 1 - share * share : 0;
    const w = alike[p] * kept * kept;
    alike[p] = w;
    if (w === 0) continue;
    weight[p] += w;
    sum[at] += w * other[at];
    sum[at + 1] += w * other[at + 1];
    sum[at + 2] += w * other[at + 2];
  }
}
