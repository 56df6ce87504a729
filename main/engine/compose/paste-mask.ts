import { smoothStep } from '../geometry/smooth-step';
import type { FloatPlane, RgbImage } from '../pixels/image';
import { boxBlur, erode } from './box-blur';
import {
  blockMeans,
  blockMeansOfPlane,
  blurWeighted,
  createLowBand,
  createWeightedScratch,
  lowBandCells,
} from './low-band';
import type { LowBand, WeightedScratch } from './low-band';

/** Everything the composition of one face writes to on the way; one per worker, reused for every face. */
export interface ComposeScratch {
  readonly size: number;
  readonly first: LowBand;
  readonly second: LowBand;
  readonly weight: FloatPlane;
  readonly weighted: WeightedScratch;
  readonly plane: Float32Array;
  readonly residuals: Float32Array;
}

/** @param size side of the crop in pixels, a multiple of 32. */
export function createComposeScratch(size = 256): ComposeScratch {
  const cells = lowBandCells;
  return {
    size,
    first: createLowBand(cells),
    second: createLowBand(cells),
    weight: { width: cells, height: cells, data: new Float32Array(cells * cells) },
    weighted: createWeightedScratch(cells),
    plane: new Float32Array(size * size),
    residuals: new Float32Array(cells * cells),
  };
}

export interface OcclusionLevels {
  /** Low-frequency colour difference (8-bit levels, after the common shift is taken out) at which painting starts to fade. */
  readonly from: number;
  /** Difference at which nothing is painted. */
  readonly to: number;
}

/** Against the restored crop: it follows the input's colours closely, so a strong departure means invented content. */
export const restoredLevels: OcclusionLevels = { from: 24, to: 56 };
/** Against the rendered prior: beards, make-up and shadows depart from it too, so only gross departures count. */
export const renderedLevels: OcclusionLevels = { from: 70, to: 130 };

/**
 * Where something stands before the face (hands, microphones, hair): cells whose low-frequency colour in the frame
 * departs from what the face should look like there. Conservative and smooth: sigma is about 11 px of a 256 px crop,
 * the median departure over the face (exposure, white balance) is taken out first.
 *
 * @param crop input crop, RGB.
 * @param expected the restored crop or the rendered prior, RGB, same size.
 * @param paintMask where the face is, 0..1, same size.
 * @param out `lowBandCells` square plane, 1 = free, 0 = hidden; multiplied, so several expectations can be combined:
 *   fill with 1 first.
 */
export function estimateOcclusion(
  crop: RgbImage,
  expected: RgbImage,
  paintMask: FloatPlane,
  levels: OcclusionLevels,
  out: FloatPlane,
  scratch: ComposeScratch,
): void {
  const { first, second, weight, weighted, residuals } = scratch;
  blockMeans(crop, first);
  blockMeans(expected, second);
  blockMeansOfPlane(paintMask, weight);
  for (let c = 0; c < 3; c++) {
    const difference = first.planes[c].data;
    const other = second.planes[c].data;
    let count = 0;
    for (let i = 0; i < difference.length; i++) {
      difference[i] -= other[i];
      if (weight.data[i] > 0.5) residuals[count++] = difference[i];
    }
    if (count === 0) return;
    const centre = residuals.subarray(0, count).sort()[count >> 1];
    for (let i = 0; i < difference.length; i++) difference[i] -= centre;
  }
  blurWeighted(first, weight, 1, weighted);
  const [red, green, blue] = first.planes;
  for (let i = 0; i < out.data.length; i++) {
    const departure = Math.hypot(red.data[i], green.data[i], blue.data[i]) / Math.sqrt(3);
    out.data[i] *= smoothStep(levels.to, levels.from, departure);
  }
}

export interface PasteMaskOptions {
  /** 0..1: the user's strength times the fade of `decideFade`. */
  readonly strength: number;
  /** Pixels of the crop for one pixel of the output: the scale of `cropFromFrame`. */
  readonly cropPixelsPerFramePixel: number;
  /** From `estimateOcclusion`; none = nothing hides the face. */
  readonly occlusion?: FloatPlane;
}

/** Narrowest transition from painted to untouched, output pixels. */
const featherOutputPixels = 4;
/** Crop pixels kept at zero along the border, and where the border's own ramp ends (256 px crop). */
const borderZero = 2;
const borderFull = 14;

/**
 * The final paste mask: mesh-shaped paint mask x occlusion x strength, feathered over at least `featherOutputPixels` of
 * the output, and zero at the border of the crop whatever the mesh does. It depends only on this frame's smoothed fit
 * and low-frequency colour, so it moves as smoothly as they do.
 *
 * @param paintMask 0..1, crop size.
 * @param out 0..1, crop size; must not be `paintMask`.
 */
export function buildPasteMask(
  paintMask: FloatPlane,
  options: PasteMaskOptions,
  out: FloatPlane,
  scratch: ComposeScratch,
): void {
  const { width, height } = paintMask;
  fillHoles(paintMask, out, scratch.plane);
  // A box of radius r over a mask eroded by r ramps inwards over 2 r and stays zero where the mask was.
  const radius = Math.round((featherOutputPixels * options.cropPixelsPerFramePixel) / 2);
  if (radius >= 1) {
    erode(out, Math.min(radius, 16), scratch.plane);
    boxBlur(out, Math.min(radius, 16), 1, scratch.plane);
  }
  const border = borderFull * (width / 256);
  const ramp = scratch.plane.subarray(0, width);
  for (let x = 0; x < width; x++) ramp[x] = borderRamp(x, width, border);
  for (let y = 0; y < height; y++) {
    const rowWeight = borderRamp(y, height, border) * options.strength;
    const row = y * width;
    for (let x = 0; x < width; x++) out.data[row + x] *= rowWeight * ramp[x];
  }
  if (options.occlusion !== undefined) multiplyByCells(out, options.occlusion);
}

/**
 * The mask with its inner dips filled (mouth, nostrils, eyes, the side of the nose): every pixel rises to the lowest of
 * the largest values left, right, above and below of it. The fall towards the outline, which has nothing beyond it on
 * one side, stays as it is.
 */
function fillHoles(mask: FloatPlane, out: FloatPlane, scratch: Float32Array): void {
  const { width, height, data } = mask;
  const to = out.data;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let most = 0;
    for (let x = 0; x < width; x++) {
      if (data[row + x] > most) most = data[row + x];
      to[row + x] = most;
    }
    most = 0;
    for (let x = width - 1; x >= 0; x--) {
      if (data[row + x] > most) most = data[row + x];
      if (most < to[row + x]) to[row + x] = most;
    }
  }
  // Above: running maxima down the rows, one a column, kept in the scratch's first row; then the same upwards.
  const column = scratch.subarray(0, width);
  for (const upwards of [false, true]) {
    column.fill(0);
    for (let k = 0; k < height; k++) {
      const row = (upwards ? height - 1 - k : k) * width;
      for (let x = 0; x < width; x++) {
        const value = data[row + x];
        if (value > column[x]) column[x] = value;
        if (column[x] < to[row + x]) to[row + x] = column[x];
      }
    }
  }
}

/** 0 on the outermost pixels, 1 from `full` pixels inwards. */
function borderRamp(position: number, side: number, full: number): number {
  const inset = Math.min(position, side - 1 - position);
  if (inset < borderZero) return 0;
  if (inset >= full) return 1;
  const t = (inset - borderZero + 1) / (full - borderZero + 1);
  return t * t * (3 - 2 * t);
}

/** Multiplies by a coarse plane, bilinearly enlarged with pixel centres at +0.5. */
function multiplyByCells(plane: FloatPlane, cells: FloatPlane): void {
  const step = cells.width / plane.width;
  const last = cells.width - 1;
  for (let y = 0; y < plane.height; y++) {
    const v = Math.min(last, Math.max(0, (y + 0.5) * step - 0.5));
    const v0 = Math.floor(v);
    const fv = v - v0;
    const top = v0 * cells.width;
    const bottom = Math.min(last, v0 + 1) * cells.width;
    const row = y * plane.width;
    for (let x = 0; x < plane.width; x++) {
      if (plane.data[row + x] === 0) continue;
      const u = Math.min(last, Math.max(0, (x + 0.5) * step - 0.5));
      const u0 = Math.floor(u);
      const u1 = Math.min(last, u0 + 1);
      const fu = u - u0;
      const upper = cells.data[top + u0] * (1 - fu) + cells.data[top + u1] * fu;
      const lower = cells.data[bottom + u0] * (1 - fu) + cells.data[bottom + u1] * fu;
      plane.data[row + x] *= upper * (1 - fv) + lower * fv;
    }
  }
}
