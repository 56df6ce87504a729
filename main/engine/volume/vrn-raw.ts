import { compose, invert, scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { FaceVolume } from './volume-network';
import { vrnSide } from './vrn-crop';

/** The original tool's volume: int8 [200,192,192], slice, row, column; its own reader takes the surface at 10. */
export const vrnSlices = 200;
export const vrnIso = 10;
const slicesPerPixel = 2;
/** Where we put the eyes, counted from the far end: the last slice is the nearest. The original fixes no such depth. */
const eyeSlice = 132;
/** Value of what is surely inside; with 0 for what is surely outside the surface's ½ becomes 10. */
const full = 2 * vrnIso;

/**
 * A volume as the original tool writes it (Jackson et al. 2017): resampled, trilinear, into its crop and its slices,
 * which are half as deep as a column is wide. Depth runs from the far end to the viewer, rows down the picture.
 * @param vrnFromFrame the original's crop of the same frame, 192 pixels (`vrnCropFromFrame`)
 */
export function encodeVrnRaw({ volume, iso, space }: FaceVolume, vrnFromFrame: Similarity): Int8Array {
  const { width, height, depth, data } = volume;
  const ownFromVrn: Similarity = compose(space.cropFromFrame, invert(vrnFromFrame));
  const depthRatio = (space.slicesPerPixel * scaleOf(ownFromVrn)) / slicesPerPixel;
  const out = new Int8Array(vrnSlices * vrnSide * vrnSide);
  const slice = width * height;
  const peak = Math.max(1e-6, 2 * iso);
  for (let k = 0; k < vrnSlices; k++) {
    const z = space.eyeSlice + (eyeSlice - (k + 0.5)) * depthRatio - 0.5;
    const z0 = Math.floor(z);
    if (z0 < -1 || z0 >= depth) continue;
    const far = z - z0;
    for (let j = 0; j < vrnSide; j++) {
      for (let i = 0; i < vrnSide; i++) {
        const x = ownFromVrn.a * (i + 0.5) - ownFromVrn.b * (j + 0.5) + ownFromVrn.tx - 0.5;
        const y = ownFromVrn.b * (i + 0.5) + ownFromVrn.a * (j + 0.5) + ownFromVrn.ty - 0.5;
        const x0 = Math.floor(x);
        const y0 = Math.floor(y);
        if (x0 < 0 || y0 < 0 || x0 + 1 >= width || y0 + 1 >= height) continue;
        const u = x - x0;
        const w = y - y0;
        let value = 0;
        for (let side = 0; side < 2; side++) {
          const level = z0 + side;
          if (level < 0 || level >= depth) continue;
          const p = level * slice + y0 * width + x0;
          const upper = data[p] * (1 - u) + data[p + 1] * u;
          const lower = data[p + width] * (1 - u) + data[p + width + 1] * u;
          value += (side === 0 ? 1 - far : far) * (upper * (1 - w) + lower * w);
        }
        const share = value / peak;
        out[(k * vrnSide + j) * vrnSide + i] = Math.round(full * (share < 0 ? 0 : share > 1 ? 1 : share));
      }
    }
  }
  return out;
}
