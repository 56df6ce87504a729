import type { RgbImage } from '../pixels/image';
import { placeArrays, simdKernels } from '../simd/kernels';

/** Frames on either side that a picture is steadied with. */
export const steadyReach = 2;

/** Mean absolute difference in levels from which on a neighbour counts for nothing. */
const differentFrom = 15;
/** Pixels to either side over which the kernel judges a difference. */
const judgedRadius = 2;

/**
 * Takes the flicker out of a restored crop: what a network draws follows the noise of each frame a little, and the eye
 * sees that as boiling. Every pixel becomes the weighted mean with the same pixel of the crops before and after, which
 * lie in the same place because crops are aligned by the face. A neighbour counts by how little it differs around that
 * pixel (Tukey's biweight in a bilateral filter over time; Tomasi & Manduchi 1998), and no more than those between them
 * are alike, so what moves or changes stays as sharp as it is, a mouth that opens and shuts is not mixed with itself, and
 * another picture after a cut counts for nothing.
 * @param restored square crop of a multiple of four pixels, RGB; written
 * @param sides crops of the same person in the frames before and in those after, as restored, of the same size, nearest
 * first; not changed
 */
export function steadyInTime(restored: RgbImage, sides: readonly (readonly RgbImage[])[]): void {
  const size = restored.width;
  const pixels = size * size;
  const padded = size + 2 * judgedRadius;
  const kernels = simdKernels();
  const [rgb, own, other, difference, rows, alike, sum] = placeArrays(kernels, [
    ...[pixels * 3, pixels * 4, pixels * 4, padded * padded * 4, padded * size * 4, pixels * 4, pixels * 16],
  ] as const);
  const { buffer } = kernels.memory;
  const levels = new Uint8Array(buffer, rgb, pixels * 3);
  levels.set(restored.data);
  kernels.withCount(rgb, pixels, own);
  kernels.beginMean(own, pixels, sum);
  for (const side of sides) {
    new Float32Array(buffer, alike, pixels).fill(1);
    for (const { data } of side) {
      levels.set(data);
      kernels.withCount(rgb, pixels, other);
      kernels.addAlike(own, other, size, difference, rows, alike, sum, differentFrom);
    }
  }
  kernels.endMean(sum, pixels, rgb);
  restored.data.set(levels);
}
