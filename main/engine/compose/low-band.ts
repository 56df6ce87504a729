import type { FloatPlane, RgbImage } from '../pixels/image';
import { boxBlur } from './box-blur';

/** A crop's low-frequency colour on a coarse grid: three planes of cells x cells, 8-bit levels. */
export interface LowBand {
  readonly cells: number;
  /** Red, green, blue; each `cells` x `cells`, levels 0..255 (or differences of levels). */
  readonly planes: readonly [FloatPlane, FloatPlane, FloatPlane];
}

/** Cells a side: at a 256 px crop each is the mean of 8 x 8 pixels. */
export const lowBandCells = 32;

export function createLowBand(cells = lowBandCells): LowBand {
  const plane = (): FloatPlane => ({ width: cells, height: cells, data: new Float32Array(cells * cells) });
  return { cells, planes: [plane(), plane(), plane()] };
}

/** Block means of a square crop whose side is a multiple of the cells. */
export function blockMeans(crop: RgbImage, out: LowBand): void {
  const { cells } = out;
  const block = crop.width / cells;
  const [red, green, blue] = out.planes;
  red.data.fill(0);
  green.data.fill(0);
  blue.data.fill(0);
  let at = 0;
  for (let y = 0; y < crop.height; y++) {
    const row = Math.floor(y / block) * cells;
    for (let cx = 0; cx < cells; cx++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let i = 0; i < block; i++, at += 3) {
        r += crop.data[at];
        g += crop.data[at + 1];
        b += crop.data[at + 2];
      }
      red.data[row + cx] += r;
      green.data[row + cx] += g;
      blue.data[row + cx] += b;
    }
  }
  const scale = 1 / (block * block);
  for (const plane of out.planes) for (let i = 0; i < plane.data.length; i++) plane.data[i] *= scale;
}

/** Block means of a mask, same grid. */
export function blockMeansOfPlane(plane: FloatPlane, out: FloatPlane): void {
  const cells = out.width;
  const block = plane.width / cells;
  out.data.fill(0);
  let at = 0;
  for (let y = 0; y < plane.height; y++) {
    const row = Math.floor(y / block) * cells;
    for (let cx = 0; cx < cells; cx++) {
      let sum = 0;
      for (let i = 0; i < block; i++, at++) sum += plane.data[at];
      out.data[row + cx] += sum;
    }
  }
  const scale = 1 / (block * block);
  for (let i = 0; i < out.data.length; i++) out.data[i] *= scale;
}

/**
 * Normalised convolution (Knutsson & Westin 1993): blurs `planes` counting each cell by `weight`, so that hair and
 * background outside the face do not bleed into its colour. In place; sigma in cells is about 0.58 (2r+1) for 3 passes
 * halved: r = 1 gives 1.4, r = 2 gives 2.4. Where there is no weight nearby the value tends to the weighted mean.
 */
export function blurWeighted(
  band: LowBand,
  weight: FloatPlane,
  radius: number,
  scratch: WeightedScratch,
): void {
  const { blurredWeight, box } = scratch;
  blurredWeight.data.set(weight.data);
  boxBlur(blurredWeight, radius, 3, box);
  for (const plane of band.planes) {
    let sum = 0;
    let weights = 1e-6;
    for (let i = 0; i < plane.data.length; i++) {
      sum += plane.data[i] * weight.data[i];
      weights += weight.data[i];
      plane.data[i] *= weight.data[i];
    }
    const mean = sum / weights;
    boxBlur(plane, radius, 3, box);
    for (let i = 0; i < plane.data.length; i++) {
      plane.data[i] = (plane.data[i] + 1e-3 * mean) / (blurredWeight.data[i] + 1e-3);
    }
  }
}

export interface WeightedScratch {
  readonly blurredWeight: FloatPlane;
  readonly box: Float32Array;
}

export function createWeightedScratch(cells = lowBandCells): WeightedScratch {
  return {
    blurredWeight: { width: cells, height: cells, data: new Float32Array(cells * cells) },
    box: new Float32Array(cells * cells),
  };
}
