import type { Rasterizer } from '../geometry/rasterizer';
import type { FaceModel } from '../geometry/types';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { mouthMask } from './mouth-shade';
import { spreadColours } from './spread-colours';

/** What a view shows between the lips, carried on a little behind them. */
export interface MouthOpening {
  /** Top left pixel of the window in the view's crop. */
  readonly left: number;
  readonly top: number;
  /** The window: square. */
  readonly image: RgbImage;
  /** [size*size] of the window, 1 between the lips, falling to 0 behind them. */
  readonly weights: Float32Array;
}

/** How surely the view shows that, 0..1, at a place of the crop. */
export function opennessAt({ left, top, image, weights }: MouthOpening, u: number, v: number): number {
  const [x, y] = [Math.floor(u) - left, Math.floor(v) - top];
  return x < 0 || y < 0 || x >= image.width || y >= image.height ? 0 : weights[y * image.width + x];
}

/** Edge of the window by that of the crop: the widest mouth and what lies around it. */
const windowShare = 0.5;
/** A smaller share of the crop is a closed mouth: a dark line between lips tells nothing of teeth. */
const smallestShare = 0.002;
/** Pixels within this distance of the lips are partly lip. */
const lipBlur = 2;
/** Carried on up to about 2^this pixels behind the lips. */
const spreadLevels = 7;

/**
 * The teeth of a face model stand where the average person's do, and landmarks do not tell how far the jaw is open
 * behind the lips: the picture shows teeth where the model has a throat. So whatever the model has in the mouth, however
 * deep, takes what the view shows there.
 * @param drawn the model's mesh as the view shows it
 * @param crop the view, of the size of `drawn`, which is divisible by 256
 * @returns nothing where the mouth is closed
 */
export function mouthOpening(drawn: Rasterizer, model: FaceModel, crop: RgbImage): MouthOpening | undefined {
  const { size: edge } = drawn;
  const inMouth = mouthMask(model);
  const open = new Uint8Array(edge * edge);
  let count = 0;
  let [sumX, sumY] = [0, 0];
  for (let n = 0; n < drawn.touchedCount; n++) {
    const p = drawn.touched[n];
    if (inMouth[model.triangles[drawn.triangle[p] * 3]] === 0) continue;
    open[p] = 1;
    count++;
    sumX += p % edge;
    sumY += Math.floor(p / edge);
  }
  if (count < smallestShare * edge * edge) return undefined;
  const size = windowShare * edge;
  const start = (sum: number) => Math.min(edge - size, Math.max(0, Math.round(sum / count - size / 2)));
  const [left, top] = [start(sumX), start(sumY)];
  const colours = new Float32Array(size * size * 3);
  const weights = new Float32Array(size * size);
  for (let y = lipBlur; y < size - lipBlur; y++) {
    for (let x = lipBlur; x < size - lipBlur; x++) {
      const p = (top + y) * edge + left + x;
      const besides =
        open[p - lipBlur] + open[p + lipBlur] + open[p - lipBlur * edge] + open[p + lipBlur * edge];
      if (open[p] + besides < 5) continue;
      weights[y * size + x] = 1;
      for (let c = 0; c < 3; c++) colours[(y * size + x) * 3 + c] = crop.data[p * 3 + c];
    }
  }
  const spread = spreadColours(colours, weights, size, spreadLevels);
  const image = createRgbImage(size, size);
  for (let i = 0; i < image.data.length; i++) image.data[i] = spread.colours[i] + 0.5;
  return { left, top, image, weights: spread.weights };
}
