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

/** Reads the four layers at (u, v), indices not centres, with the cubic (a = -0.5) over 4 x 4 pixels. */
export function readCubic(scratch: BlendScratch, size: number, u: number, v: number): void {
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
export function readStretched(scratch: BlendScratch, size: number, u: number, v: number, zoom: number): void {
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
