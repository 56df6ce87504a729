import { apply, invert, scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { FloatPlane, RgbImage } from '../pixels/image';

/** One restored face, ready to be painted. All three pictures are square and of one size. */
export interface PastedFace {
  /** Restored and colour-matched crop, RGB. */
  readonly restored: RgbImage;
  /** The crop the restorer saw, RGB: what the source holds at the crop's resolution. */
  readonly crop: RgbImage;
  /** From `buildPasteMask`, 0..1, zero at the border. */
  readonly mask: FloatPlane;
  /** Into the crop from the frame that is painted on (see `scaleCropFromFrame` where that is enlarged). */
  readonly cropFromFrame: Similarity;
  /** 0..1 from `decideFade`: 1 keeps all source detail finer than the crop, 0 replaces the source. */
  readonly detailReturn: number;
}

/** Reused between faces; grows to the crop's size. */
export class BlendScratch {
  /** Interleaved: restored - detailReturn * crop (r, g, b), mask. */
  layers = new Float32Array(0);
  occupied = new Uint8Array(0);
  /** The layers where they were last read. */
  readonly sample = new Float64Array(4);
  readonly weightsX = new Float32Array(64);
  readonly weightsY = new Float32Array(64);
}

/** The similarity for a frame enlarged by `scale` (edges aligned, as `upscaleFrame` does). */
export function scaleCropFromFrame(cropFromFrame: Similarity, scale: number): Similarity {
  return {
    a: cropFromFrame.a / scale,
    b: cropFromFrame.b / scale,
    tx: cropFromFrame.tx,
    ty: cropFromFrame.ty,
  };
}

/** Order of painting: the nearest face, taken as the largest, last. */
export function paintingOrder<T extends { readonly interOcularPixels: number }>(faces: readonly T[]): T[] {
  return [...faces].sort((a, b) => a.interOcularPixels - b.interOcularPixels);
}

const cell = 8;

/**
 * Paints one face into the frame, in place:
 *   frame += mask * (restored - frame + detailReturn * (frame - crop)),
 * every term of the crop resampled at the frame's pixels with the Catmull-Rom cubic (Keys 1981), widened by the
 * reduction where the crop is finer than the frame so that nothing aliases. Visits only cells where the mask is above
 * zero: the cost is linear in the larger of the painted areas in crop and frame.
 *
 * @returns the number of frame pixels changed by the mask.
 */
export function blendFace(frame: RgbImage, face: PastedFace, scratch: BlendScratch): number {
  const size = face.mask.width;
  const inCrop = maskBounds(face.mask);
  if (inCrop === undefined) return 0;
  const zoom = Math.max(1, scaleOf(face.cropFromFrame));
  const reach = 2 * zoom;
  prepareLayers(face, scratch);
  const cells = markOccupied(face.mask, Math.ceil((reach + 1) / cell), scratch);
  const bounds = boundsInFrame(inCrop, face.cropFromFrame, frame, reach);
  const { a, b, tx, ty } = face.cropFromFrame;
  const { occupied, sample } = scratch;
  const read = zoom === 1 ? readCubic : readStretched;
  const keep = 1 - face.detailReturn;
  const last = size - 1;
  let painted = 0;
  for (let py = bounds.top; py < bounds.bottom; py++) {
    for (let px = bounds.left; px < bounds.right; px++) {
      const u = a * (px + 0.5) - b * (py + 0.5) + tx - 0.5;
      const v = b * (px + 0.5) + a * (py + 0.5) + ty - 0.5;
      if (u < 0 || v < 0 || u > last || v > last) continue;
      if (occupied[((v + 0.5) >> 3) * cells + ((u + 0.5) >> 3)] === 0) continue;
      read(scratch, size, u, v, zoom);
      const mask = sample[3] > 1 ? 1 : sample[3];
      if (mask <= 0) continue;
      const at = (py * frame.width + px) * 3;
      const stay = 1 - mask * keep;
      frame.data[at] = level(frame.data[at] * stay + mask * sample[0]);
      frame.data[at + 1] = level(frame.data[at + 1] * stay + mask * sample[1]);
      frame.data[at + 2] = level(frame.data[at + 2] * stay + mask * sample[2]);
      painted++;
    }
  }
  return painted;
}

/** Reads the four layers at (u, v), indices not centres, with the cubic (a = -0.5) over 4 x 4 pixels. */
function readCubic(scratch: BlendScratch, size: number, u: number, v: number): void {
  const { layers, sample } = scratch;
  const last = size - 1;
  const x = u | 0;
  const y = v | 0;
  const t = u - x;
  const s = v - y;
  const w0 = ((-0.5 * t + 1) * t - 0.5) * t;
  const w1 = (1.5 * t - 2.5) * t * t + 1;
  const w2 = ((-1.5 * t + 2) * t + 0.5) * t;
  const w3 = (0.5 * t - 0.5) * t * t;
  const c0 = (x > 0 ? x - 1 : 0) * 4;
  const c1 = x * 4;
  const c2 = (x < last ? x + 1 : last) * 4;
  const c3 = (x + 1 < last ? x + 2 : last) * 4;
  let red = 0;
  let green = 0;
  let blue = 0;
  let mask = 0;
  for (let j = -1; j < 3; j++) {
    const rowAt = y + j;
    const row = (rowAt < 0 ? 0 : rowAt > last ? last : rowAt) * size * 4;
    const w =
      j === -1
        ? ((-0.5 * s + 1) * s - 0.5) * s
        : j === 0
          ? (1.5 * s - 2.5) * s * s + 1
          : j === 1
            ? ((-1.5 * s + 2) * s + 0.5) * s
            : (0.5 * s - 0.5) * s * s;
    const p0 = row + c0;
    const p1 = row + c1;
    const p2 = row + c2;
    const p3 = row + c3;
    red += w * (w0 * layers[p0] + w1 * layers[p1] + w2 * layers[p2] + w3 * layers[p3]);
    green += w * (w0 * layers[p0 + 1] + w1 * layers[p1 + 1] + w2 * layers[p2 + 1] + w3 * layers[p3 + 1]);
    blue += w * (w0 * layers[p0 + 2] + w1 * layers[p1 + 2] + w2 * layers[p2 + 2] + w3 * layers[p3 + 2]);
    mask += w * (w0 * layers[p0 + 3] + w1 * layers[p1 + 3] + w2 * layers[p2 + 3] + w3 * layers[p3 + 3]);
  }
  sample[0] = red;
  sample[1] = green;
  sample[2] = blue;
  sample[3] = mask;
}

/** The same with the kernel widened `zoom` times. */
function readStretched(scratch: BlendScratch, size: number, u: number, v: number, zoom: number): void {
  const { layers, sample, weightsX, weightsY } = scratch;
  const last = size - 1;
  const reach = 2 * zoom;
  const x0 = Math.ceil(u - reach);
  const y0 = Math.ceil(v - reach);
  const columns = cubicWeights(u, x0, reach, zoom, weightsX);
  const rows = cubicWeights(v, y0, reach, zoom, weightsY);
  let red = 0;
  let green = 0;
  let blue = 0;
  let mask = 0;
  for (let j = 0; j < rows; j++) {
    const y = y0 + j;
    const row = (y < 0 ? 0 : y > last ? last : y) * size;
    const wy = weightsY[j];
    for (let i = 0; i < columns; i++) {
      const x = x0 + i;
      const at = (row + (x < 0 ? 0 : x > last ? last : x)) * 4;
      const w = wy * weightsX[i];
      red += w * layers[at];
      green += w * layers[at + 1];
      blue += w * layers[at + 2];
      mask += w * layers[at + 3];
    }
  }
  sample[0] = red;
  sample[1] = green;
  sample[2] = blue;
  sample[3] = mask;
}

/** Normalised weights of the cubic (a = -0.5) around `centre`; returns how many taps from `first` on. */
function cubicWeights(centre: number, first: number, reach: number, zoom: number, out: Float32Array): number {
  const count = Math.floor(centre + reach) - first + 1;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const t = Math.abs(first + i - centre) / zoom;
    const w = t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    out[i] = w;
    sum += w;
  }
  const scale = 1 / sum;
  for (let i = 0; i < count; i++) out[i] *= scale;
  return count;
}

function prepareLayers(face: PastedFace, scratch: BlendScratch): void {
  const pixels = face.mask.width * face.mask.height;
  if (scratch.layers.length < pixels * 4) scratch.layers = new Float32Array(pixels * 4);
  const { layers } = scratch;
  const { detailReturn } = face;
  const restored = face.restored.data;
  const crop = face.crop.data;
  const mask = face.mask.data;
  for (let i = 0, s = 0, d = 0; i < pixels; i++, s += 3, d += 4) {
    layers[d] = restored[s] - detailReturn * crop[s];
    layers[d + 1] = restored[s + 1] - detailReturn * crop[s + 1];
    layers[d + 2] = restored[s + 2] - detailReturn * crop[s + 2];
    layers[d + 3] = mask[i];
  }
}

/** Marks 8 px cells of the crop whose neighbourhood of `around` cells holds any mask. Returns cells a row. */
function markOccupied(mask: FloatPlane, around: number, scratch: BlendScratch): number {
  const cells = Math.ceil(mask.width / cell);
  if (scratch.occupied.length < cells * cells) scratch.occupied = new Uint8Array(cells * cells);
  const { occupied } = scratch;
  occupied.fill(0);
  for (let cy = 0; cy < cells; cy++) {
    for (let cx = 0; cx < cells; cx++) {
      if (!anyMask(mask, cx * cell, cy * cell)) continue;
      for (let y = Math.max(0, cy - around); y <= Math.min(cells - 1, cy + around); y++) {
        for (let x = Math.max(0, cx - around); x <= Math.min(cells - 1, cx + around); x++) {
          occupied[y * cells + x] = 1;
        }
      }
    }
  }
  return cells;
}

function anyMask(mask: FloatPlane, left: number, top: number): boolean {
  const right = Math.min(mask.width, left + cell);
  const bottom = Math.min(mask.height, top + cell);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if (mask.data[y * mask.width + x] > 0) return true;
  }
  return false;
}

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixel bounds (right and bottom exclusive) of what is above zero. */
function maskBounds(mask: FloatPlane): Bounds | undefined {
  const bounds = { left: mask.width, top: mask.height, right: 0, bottom: 0 };
  for (let y = 0, at = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++, at++) {
      if (mask.data[at] <= 0) continue;
      if (x < bounds.left) bounds.left = x;
      if (x >= bounds.right) bounds.right = x + 1;
      if (y < bounds.top) bounds.top = y;
      bounds.bottom = y + 1;
    }
  }
  return bounds.right > bounds.left ? bounds : undefined;
}

/** The frame's pixels that the crop's bounds may reach, clipped to the frame. */
function boundsInFrame(inCrop: Bounds, cropFromFrame: Similarity, frame: RgbImage, reach: number): Bounds {
  const frameFromCrop = invert(cropFromFrame);
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const u of [inCrop.left - reach, inCrop.right + reach]) {
    for (const v of [inCrop.top - reach, inCrop.bottom + reach]) {
      const [x, y] = apply(frameFromCrop, u, v);
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = Math.max(bounds.bottom, y);
    }
  }
  return {
    left: Math.max(0, Math.floor(bounds.left)),
    top: Math.max(0, Math.floor(bounds.top)),
    right: Math.min(frame.width, Math.ceil(bounds.right)),
    bottom: Math.min(frame.height, Math.ceil(bounds.bottom)),
  };
}

function level(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
