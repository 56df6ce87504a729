import type { Similarity } from '../geometry/types';

/** A square of the frame that the detector looks at in one run; it may reach beyond the frame. */
export interface DetectionWindow {
  readonly left: number;
  readonly top: number;
  /** Edge, frame pixels. */
  readonly side: number;
}

/** Edge of the detector's input, pixels. */
export const detectorSize = 256;
/** Neighbouring windows share this part of their edge: a face up to that size is whole in one of them. */
const overlap = 0.3;

/** The window that shows the whole frame, letterboxed. */
export function wholeFrameWindow(width: number, height: number): DetectionWindow {
  const side = Math.max(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, side };
}

/** A level of windows need not be finer than this against the next coarser one: each sees a wide range of sizes. */
const levelRatio = 4;
/** A view only this much finer than the whole frame is not worth its runs. */
const leastRatio = 1.3;

/**
 * Windows for faces too small for the whole-frame view, from coarse to fine: in the finest, a face of
 * `smallestFacePixels` is `smallestDetectable` pixels wide in the detector's input.
 */
export function tileWindows(
  width: number,
  height: number,
  smallestFacePixels: number,
  smallestDetectable: number,
): DetectionWindow[] {
  const finest = (detectorSize * smallestFacePixels) / smallestDetectable;
  const whole = Math.max(width, height);
  const ratio = whole / finest;
  if (ratio < leastRatio) return [];
  const levels = Math.ceil(Math.log(ratio) / Math.log(levelRatio));
  const windows: DetectionWindow[] = [];
  for (let level = 1; level <= levels; level++) {
    const side = whole / ratio ** (level / levels);
    const lefts = offsets(width, side);
    for (const top of offsets(height, side)) {
      for (const left of lefts) windows.push({ left, top, side });
    }
  }
  return windows;
}

/** Evenly spread starts of windows of `side` over `length`; one centred window where it is shorter. */
function offsets(length: number, side: number): number[] {
  if (length <= side) return [(length - side) / 2];
  const count = Math.ceil((length - side) / (side * (1 - overlap))) + 1;
  return Array.from({ length: count }, (_, i) => (i * (length - side)) / (count - 1));
}

export function tensorFromFrameOf(window: DetectionWindow): Similarity {
  const scale = detectorSize / window.side;
  return { a: scale, b: 0, tx: -window.left * scale, ty: -window.top * scale };
}
