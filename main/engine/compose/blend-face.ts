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
  const { layers, weightsX, weightsY, occupied } = scratch;
  const keep = 1 - face.detailReturn;
  const last = size - 1;
  let painted = 0;
  for (let py = bounds.top; py < bounds.bottom; py++) {
    for (let px = bounds.left; px < bounds.right; px++) {
      const u = a * (px + 0.5) - b * (py + 0.5) + tx - 0.5;
      const v = b * (px + 0.5) + a * (py + 0.5) + ty - 0.5;
      if (u < 0 || v < 0 || u > last || v > last) continue;
      if (occupied[((v + 0.5) >> 3) * cells + ((u + 0.5) >> 3)] === 0) continue;
      const x0 = Math.ceil(u - reach);
      const y0 = Math.ceil(v - reach);
      const taps = cubicWeights(u, x0, reach, zoom, weightsX);
      const rows = cubicWeights(v, y0, reach, zoom, weightsY);
      let red = 0;
      let green = 0;
      let blue = 0;
      let mask = 0;
      for (let j = 0; j < rows; j++) {
        const y = y0 + j;
        const row = (y < 0 ? 0 : y > last ? last : y) * size;
        let r = 0;
        let g = 0;
        let bl = 0;
        let m = 0;
        for (let i = 0; i < taps; i++) {
          const x = x0 + i;
          const at = (row + (x < 0 ? 0 : x > last ? last : x)) * 4;
          const w = weightsX[i];
          r += w * layers[at];
          g += w * layers[at + 1];
          bl += w * layers[at + 2];
          m += w * layers[at + 3];
        }
        const w = weightsY[j];
        red += w * r;
        green += w * g;
        blue += w * bl;
        mask += w * m;
      }
      if (mask <= 0) continue;
      if (mask > 1) mask = 1;
      const at = (py * frame.width + px) * 3;
      const stay = 1 - mask * keep;
      frame.data[at] = level(frame.data[at] * stay + mask * red);
      frame.data[at + 1] = level(frame.data[at + 1] * stay + mask * green);
      frame.data[at + 2] = level(frame.data[at + 2] * stay + mask * blue);
      painted++;
    }
  }
  return painted;
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
