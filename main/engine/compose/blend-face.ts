import { apply, invert, scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { FloatPlane, RgbImage } from '../pixels/image';
import { placeArrays, simdKernels } from '../simd/kernels';

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

/** Side of the cells that `simd/assembly/resample.ts` looks up. */
const cell = 8;

/** A rectangle of the frame with what one face does to it. Plain data: it may cross between threads. */
export interface FacePatch {
  /** Frame pixel of the first pixel. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** [height, width, 4]: restored - detailReturn * crop in 1/64 levels (r, g, b), mask in 1/16384. */
  readonly layers: Int16Array;
  /** 1 - detailReturn. */
  readonly keep: number;
}

const levelSteps = 64;
const maskSteps = 16384;

/**
 * One face resampled at the frame's pixels with the Catmull-Rom cubic (Keys 1981), widened by the reduction where the
 * crop is finer than the frame so that nothing aliases. Visits only cells where the mask is above zero: the cost is
 * linear in the larger of the painted areas in crop and frame.
 *
 * @param frame the size that is painted on
 * @returns nothing where the mask is empty or the face lies outside the frame
 */
export function resampleFace(
  frame: { readonly width: number; readonly height: number },
  face: PastedFace,
): FacePatch | undefined {
  const size = face.mask.width;
  const inCrop = maskBounds(face.mask);
  if (inCrop === undefined) return undefined;
  const zoom = Math.max(1, scaleOf(face.cropFromFrame));
  const reach = 2 * zoom;
  const bounds = boundsInFrame(inCrop, face.cropFromFrame, frame, reach);
  const width = bounds.right - bounds.left;
  const height = bounds.bottom - bounds.top;
  if (width <= 0 || height <= 0) return undefined;
  const cells = Math.ceil(size / cell);
  const kernels = simdKernels();
  const [layers, occupied, out, weights] = placeArrays(kernels, [
    ...[size * size * 16, cells * cells, width * height * 8, 8 * (Math.ceil(4 * zoom) + 2)],
  ] as const);
  const { buffer } = kernels.memory;
  writeLayers(face, new Float32Array(buffer, layers, size * size * 4));
  markOccupied(
    face.mask,
    Math.ceil((reach + 1) / cell),
    cells,
    new Uint8Array(buffer, occupied, cells * cells),
  );
  const painted = new Int16Array(buffer, out, width * height * 4).fill(0);
  const { a, b, tx, ty } = face.cropFromFrame;
  kernels.resample(
    ...[layers, size, occupied, cells, out, width, height, bounds.left, bounds.top],
    ...[a, b, tx, ty, zoom, weights],
  );
  return {
    ...{ left: bounds.left, top: bounds.top, width, height },
    layers: painted.slice(),
    keep: 1 - face.detailReturn,
  };
}

/**
 * Paints one face into the frame, in place:
 *   frame += mask * (restored - frame + detailReturn * (frame - crop)).
 * @returns the number of frame pixels under the mask.
 */
export function paintPatch(frame: RgbImage, patch: FacePatch): number {
  const { left, top, width, height, layers, keep } = patch;
  const { data } = frame;
  let painted = 0;
  for (let y = 0, from = 0; y < height; y++) {
    let at = ((top + y) * frame.width + left) * 3;
    for (let x = 0; x < width; x++, from += 4, at += 3) {
      if (layers[from + 3] === 0) continue;
      const mask = layers[from + 3] / maskSteps;
      const gain = mask / levelSteps;
      const stay = 1 - mask * keep;
      data[at] = level(data[at] * stay + gain * layers[from]);
      data[at + 1] = level(data[at + 1] * stay + gain * layers[from + 1]);
      data[at + 2] = level(data[at + 2] * stay + gain * layers[from + 2]);
      painted++;
    }
  }
  return painted;
}

/** @param layers f32 [S, S, 4]: restored - detailReturn * crop (r, g, b), mask; written */
function writeLayers(face: PastedFace, layers: Float32Array): void {
  const { detailReturn } = face;
  const restored = face.restored.data;
  const crop = face.crop.data;
  const mask = face.mask.data;
  for (let i = 0, s = 0, d = 0; i < mask.length; i++, s += 3, d += 4) {
    layers[d] = restored[s] - detailReturn * crop[s];
    layers[d + 1] = restored[s + 1] - detailReturn * crop[s + 1];
    layers[d + 2] = restored[s + 2] - detailReturn * crop[s + 2];
    layers[d + 3] = mask[i];
  }
}

/**
 * Marks 8 px cells of the crop whose neighbourhood of `around` cells holds any mask.
 * @param occupied [cells, cells]; written
 */
function markOccupied(mask: FloatPlane, around: number, cells: number, occupied: Uint8Array): void {
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
function boundsInFrame(
  inCrop: Bounds,
  cropFromFrame: Similarity,
  frame: { readonly width: number; readonly height: number },
  reach: number,
): Bounds {
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
