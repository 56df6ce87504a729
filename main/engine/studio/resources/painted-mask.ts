import type { FacePatch } from '../../compose/blend-face';

/** How strongly one face covers the pixels of a rectangle of the frame. */
export interface Covered {
  /** Frame pixel of the first one. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** [height, width] 0..255 */
  readonly data: Uint8Array;
}

/** `FacePatch` counts its mask in this many steps. */
const maskSteps = 16384;

/** @param scale of the picture that was painted on over the frame */
export function coveredBy(patch: FacePatch, scale: number): Covered {
  const left = Math.floor(patch.left / scale);
  const top = Math.floor(patch.top / scale);
  const width = Math.floor((patch.left + patch.width - 1) / scale) - left + 1;
  const height = Math.floor((patch.top + patch.height - 1) / scale) - top + 1;
  const sums = new Float32Array(width * height);
  for (let y = 0, from = 3; y < patch.height; y++) {
    const row = (Math.floor((patch.top + y) / scale) - top) * width;
    for (let x = 0; x < patch.width; x++, from += 4) {
      sums[row + Math.floor((patch.left + x) / scale) - left] += patch.layers[from];
    }
  }
  const levels = 255 / (maskSteps * scale * scale);
  return { left, top, width, height, data: Uint8Array.from(sums, (sum) => Math.round(sum * levels)) };
}

/** Where a frame is painted on: [height, width] 0..255, the strongest of the faces at each pixel. */
export function paintedMask(width: number, height: number, faces: readonly Covered[]): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const face of faces) {
    for (let y = 0, from = 0; y < face.height; y++) {
      let at = (face.top + y) * width + face.left;
      for (let x = 0; x < face.width; x++, at++, from++) {
        if (face.data[from] > mask[at]) mask[at] = face.data[from];
      }
    }
  }
  return mask;
}
