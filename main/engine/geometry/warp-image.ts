import type { RgbImage } from '../pixels/image';
import { shrinkRgb } from './shrink-image';
import { invert, scaleOf } from './similarity';
import type { Similarity } from './types';

export type Interpolation = 'bilinear' | 'bicubic';

/**
 * Warps `source` by `outFromSource` into `out`; outside the source its border repeats.
 *
 * When the warp shrinks, the source is first reduced by the largest whole factor that leaves it at least as fine as
 * the output, by averaging blocks (a box filter, which is what keeps a sharp 600 px face from aliasing in a 256 px
 * crop); the rest, a factor below two, is done by the kernel stretched to the output's spacing.
 * @param interpolation `bicubic` is Keys 1981 with a = -0.5; results are rounded and clamped to 0..255
 */
export function warpImage(
  source: RgbImage,
  outFromSource: Similarity,
  out: RgbImage,
  interpolation: Interpolation = 'bicubic',
): void {
  const factor = Math.floor(1 / scaleOf(outFromSource) + 1e-6);
  let reduced = source;
  let sourceFromOut = invert(outFromSource);
  if (factor >= 2) {
    const window = sourceWindow(sourceFromOut, out, source, factor);
    reduced = shrinkRgb(source, window.left, window.top, window.width, window.height, factor);
    sourceFromOut = {
      a: sourceFromOut.a / factor,
      b: sourceFromOut.b / factor,
      tx: (sourceFromOut.tx - window.left) / factor,
      ty: (sourceFromOut.ty - window.top) / factor,
    };
  }
  const spacing = scaleOf(sourceFromOut);
  if (spacing > 1.05) warpStretched(reduced, sourceFromOut, out, interpolation, spacing);
  else if (interpolation === 'bilinear') warpBilinear(reduced, sourceFromOut, out);
  else warpBicubic(reduced, sourceFromOut, out);
}

/** The part of the source that the output sees, with a margin for the kernel, in whole blocks of `factor` pixels. */
function sourceWindow(
  sourceFromOut: Similarity,
  out: RgbImage,
  source: RgbImage,
  factor: number,
): { left: number; top: number; width: number; height: number } {
  const { a, b, tx, ty } = sourceFromOut;
  const w = out.width;
  const h = out.height;
  const margin = 4 * factor;
  const minX = tx + Math.min(0, a * w) + Math.min(0, -b * h) - margin;
  const maxX = tx + Math.max(0, a * w) + Math.max(0, -b * h) + margin;
  const minY = ty + Math.min(0, b * w) + Math.min(0, a * h) - margin;
  const maxY = ty + Math.max(0, b * w) + Math.max(0, a * h) + margin;
  const lastX = Math.max(0, source.width - 1);
  const lastY = Math.max(0, source.height - 1);
  const left = Math.min(Math.max(0, Math.floor(minX)), lastX);
  const top = Math.min(Math.max(0, Math.floor(minY)), lastY);
  const right = Math.max(left + 1, Math.min(source.width, Math.ceil(maxX)));
  const bottom = Math.max(top + 1, Math.min(source.height, Math.ceil(maxY)));
  return { left, top, width: right - left, height: bottom - top };
}

function warpBilinear(source: RgbImage, sourceFromOut: Similarity, out: RgbImage): void {
  const { width, height, data } = source;
  const target = out.data;
  const { a, b, tx, ty } = sourceFromOut;
  const lastX = width - 1;
  const lastY = height - 1;
  let o = 0;
  for (let y = 0; y < out.height; y++) {
    let sx = a * 0.5 - b * (y + 0.5) + tx - 0.5;
    let sy = b * 0.5 + a * (y + 0.5) + ty - 0.5;
    for (let x = 0; x < out.width; x++, o += 3, sx += a, sy += b) {
      const fx = Math.floor(sx);
      const fy = Math.floor(sy);
      const wx = sx - fx;
      const wy = sy - fy;
      const x0 = fx < 0 ? 0 : fx > lastX ? lastX : fx;
      const x1 = fx + 1 < 0 ? 0 : fx + 1 > lastX ? lastX : fx + 1;
      const y0 = fy < 0 ? 0 : fy > lastY ? lastY : fy;
      const y1 = fy + 1 < 0 ? 0 : fy + 1 > lastY ? lastY : fy + 1;
      const p00 = (y0 * width + x0) * 3;
      const p01 = (y0 * width + x1) * 3;
      const p10 = (y1 * width + x0) * 3;
      const p11 = (y1 * width + x1) * 3;
      const w00 = (1 - wx) * (1 - wy);
      const w01 = wx * (1 - wy);
      const w10 = (1 - wx) * wy;
      const w11 = wx * wy;
      for (let c = 0; c < 3; c++) {
        target[o + c] =
          w00 * data[p00 + c] + w01 * data[p01 + c] + w10 * data[p10 + c] + w11 * data[p11 + c] + 0.5;
      }
    }
  }
}

/** Keys 1981, a = -0.5: the kernel's value at distance `t`. */
function keys(t: number): number {
  const d = t < 0 ? -t : t;
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  if (d < 2) return ((-0.5 * d + 2.5) * d - 4) * d + 2;
  return 0;
}

/** Keys' four weights at 1,024 places between two pixels: finer than 8 bits can show. */
const phases = 1024;
const keysTable = new Float32Array(4 * (phases + 1));
for (let i = 0; i <= phases; i++) {
  for (let tap = 0; tap < 4; tap++) keysTable[4 * i + tap] = keys(tap - 1 - i / phases);
}

function warpBicubic(source: RgbImage, sourceFromOut: Similarity, out: RgbImage): void {
  const { width, height, data } = source;
  const target = out.data;
  const { a, b, tx, ty } = sourceFromOut;
  const lastX = width - 1;
  const lastY = height - 1;
  const stride = width * 3;
  let o = 0;
  for (let y = 0; y < out.height; y++) {
    let sx = a * 0.5 - b * (y + 0.5) + tx - 0.5;
    let sy = b * 0.5 + a * (y + 0.5) + ty - 0.5;
    for (let x = 0; x < out.width; x++, o += 3, sx += a, sy += b) {
      const fx = Math.floor(sx);
      const fy = Math.floor(sy);
      const kx = ((sx - fx) * phases + 0.5) | 0;
      const ky = ((sy - fy) * phases + 0.5) | 0;
      const x0w = keysTable[4 * kx];
      const x1w = keysTable[4 * kx + 1];
      const x2w = keysTable[4 * kx + 2];
      const x3w = keysTable[4 * kx + 3];
      let c0: number;
      let c1: number;
      let c2: number;
      let c3: number;
      if (fx >= 1 && fx + 2 <= lastX) {
        c0 = (fx - 1) * 3;
        c1 = c0 + 3;
        c2 = c0 + 6;
        c3 = c0 + 9;
      } else {
        c0 = clampTo(fx - 1, lastX) * 3;
        c1 = clampTo(fx, lastX) * 3;
        c2 = clampTo(fx + 1, lastX) * 3;
        c3 = clampTo(fx + 2, lastX) * 3;
      }
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = -1; row <= 2; row++) {
        const wy = keysTable[4 * ky + row + 1];
        const base = clampTo(fy + row, lastY) * stride;
        const p0 = base + c0;
        const p1 = base + c1;
        const p2 = base + c2;
        const p3 = base + c3;
        red += wy * (x0w * data[p0] + x1w * data[p1] + x2w * data[p2] + x3w * data[p3]);
        green += wy * (x0w * data[p0 + 1] + x1w * data[p1 + 1] + x2w * data[p2 + 1] + x3w * data[p3 + 1]);
        blue += wy * (x0w * data[p0 + 2] + x1w * data[p1 + 2] + x2w * data[p2 + 2] + x3w * data[p3 + 2]);
      }
      target[o] = toByte(red);
      target[o + 1] = toByte(green);
      target[o + 2] = toByte(blue);
    }
  }
}

/** Samples a kernel stretched by `spacing` source pixels (1..2), normalised: the filter of a shrinking resize. */
function warpStretched(
  source: RgbImage,
  sourceFromOut: Similarity,
  out: RgbImage,
  interpolation: Interpolation,
  spacing: number,
): void {
  const { width, height, data } = source;
  const target = out.data;
  const { a, b, tx, ty } = sourceFromOut;
  const lastX = width - 1;
  const lastY = height - 1;
  const stride = width * 3;
  const cubic = interpolation === 'bicubic';
  const reach = (cubic ? 2 : 1) * spacing;
  const taps = 2 * Math.ceil(reach) + 1;
  const columnWeight = new Float32Array(taps);
  const columnOffset = new Int32Array(taps);
  let o = 0;
  for (let y = 0; y < out.height; y++) {
    let sx = a * 0.5 - b * (y + 0.5) + tx - 0.5;
    let sy = b * 0.5 + a * (y + 0.5) + ty - 0.5;
    for (let x = 0; x < out.width; x++, o += 3, sx += a, sy += b) {
      const firstX = Math.ceil(sx - reach);
      const firstY = Math.ceil(sy - reach);
      const columns = Math.min(taps, Math.floor(sx + reach) - firstX + 1);
      const rows = Math.min(taps, Math.floor(sy + reach) - firstY + 1);
      let columnSum = 0;
      for (let i = 0; i < columns; i++) {
        const t = (firstX + i - sx) / spacing;
        const w = cubic ? keys(t) : 1 - (t < 0 ? -t : t);
        columnWeight[i] = w;
        columnSum += w;
        columnOffset[i] = clampTo(firstX + i, lastX) * 3;
      }
      let red = 0;
      let green = 0;
      let blue = 0;
      let rowSum = 0;
      for (let j = 0; j < rows; j++) {
        const t = (firstY + j - sy) / spacing;
        const wy = cubic ? keys(t) : 1 - (t < 0 ? -t : t);
        rowSum += wy;
        const base = clampTo(firstY + j, lastY) * stride;
        for (let i = 0; i < columns; i++) {
          const w = wy * columnWeight[i];
          const p = base + columnOffset[i];
          red += w * data[p];
          green += w * data[p + 1];
          blue += w * data[p + 2];
        }
      }
      const norm = 1 / (columnSum * rowSum);
      target[o] = toByte(red * norm);
      target[o + 1] = toByte(green * norm);
      target[o + 2] = toByte(blue * norm);
    }
  }
}

function clampTo(i: number, last: number): number {
  return i < 0 ? 0 : i > last ? last : i;
}

function toByte(v: number): number {
  return v <= 0 ? 0 : v >= 255 ? 255 : (v + 0.5) | 0;
}
