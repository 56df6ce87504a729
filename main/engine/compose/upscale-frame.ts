import type { RgbImage } from '../pixels/image';

/** Half width of the Lanczos kernel in source pixels. */
const lobes = 3;

/** Reused between frames of one size. */
export class UpscaleScratch {
  rows = new Uint8Array(0);
}

/**
 * Enlarges a whole frame by a whole number with separable Lanczos-3 (Duchon 1979), edges aligned, 8 bits between the
 * passes, borders repeated with the weights renormalised inside (as Pillow and libvips do). `out` is width x scale by
 * height x scale. A whole factor has only `scale` phases, so each pass is six multiplications a value.
 * @throws RangeError when `out` has the wrong size.
 */
export function upscaleFrame(
  frame: RgbImage,
  scale: 1 | 2 | 4 | 8,
  out: RgbImage,
  scratch: UpscaleScratch,
): void {
  if (out.width !== frame.width * scale || out.height !== frame.height * scale) {
    throw new RangeError(`${out.width}x${out.height} is not ${scale} times ${frame.width}x${frame.height}`);
  }
  if (scale === 1) {
    out.data.set(frame.data);
    return;
  }
  const length = out.width * frame.height * 3;
  if (scratch.rows.length < length) scratch.rows = new Uint8Array(length);
  const phases = lanczosPhases(scale);
  widen(frame, scratch.rows, scale, phases);
  heighten(scratch.rows, out, frame.height, scale, phases);
}

interface Phase {
  /** First tap relative to the source pixel under the output pixel. */
  readonly first: number;
  readonly weights: Float32Array;
}

/** One set of six weights for each position of an output pixel within its source pixel. */
function lanczosPhases(scale: number): Phase[] {
  return Array.from({ length: scale }, (_, phase) => {
    const centre = (phase + 0.5) / scale - 0.5;
    const first = Math.ceil(centre - lobes);
    const weights = Float32Array.from({ length: 2 * lobes }, (__, i) => lanczos(first + i - centre));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function lanczos(t: number): number {
  if (t === 0) return 1;
  if (Math.abs(t) >= lobes) return 0;
  const angle = Math.PI * t;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

/** The phase's weights with those outside [0, length) set to zero and the rest brought back to sum 1. */
function clipped(phase: Phase, position: number, length: number): Float32Array {
  const weights = phase.weights.map((weight, i) => {
    const at = position + phase.first + i;
    return at < 0 || at >= length ? 0 : weight;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Zero pixels put on either side of a row so that the six taps need no bounds check. */
const margin = 4;

function widen(frame: RgbImage, out: Uint8Array, scale: number, phases: readonly Phase[]): void {
  const { width, height, data } = frame;
  const outWidth = width * scale;
  const weights = new Float32Array(outWidth * 6);
  const starts = new Int32Array(outWidth);
  for (let x = 0; x < outWidth; x++) {
    const source = Math.floor(x / scale);
    const phase = phases[x % scale];
    weights.set(clipped(phase, source, width), x * 6);
    starts[x] = (source + phase.first + margin) * 3;
  }
  const line = new Uint8Array((width + 2 * margin) * 3);
  for (let y = 0, at = 0; y < height; y++) {
    line.set(data.subarray(y * width * 3, (y + 1) * width * 3), margin * 3);
    for (let x = 0, w = 0; x < outWidth; x++, w += 6, at += 3) {
      const w0 = weights[w];
      const w1 = weights[w + 1];
      const w2 = weights[w + 2];
      const w3 = weights[w + 3];
      const w4 = weights[w + 4];
      const w5 = weights[w + 5];
      for (let c = 0, i = starts[x]; c < 3; c++, i++) {
        out[at + c] = level(
          w0 * line[i] +
            w1 * line[i + 3] +
            w2 * line[i + 6] +
            w3 * line[i + 9] +
            w4 * line[i + 12] +
            w5 * line[i + 15],
        );
      }
    }
  }
}

function heighten(
  rows: Uint8Array,
  out: RgbImage,
  sourceHeight: number,
  scale: number,
  phases: readonly Phase[],
): void {
  const stride = out.width * 3;
  for (let y = 0; y < out.height; y++) {
    const source = Math.floor(y / scale);
    const phase = phases[y % scale];
    const top = source + phase.first;
    const inside = top >= 0 && top + 5 < sourceHeight;
    const [w0, w1, w2, w3, w4, w5] = inside ? phase.weights : clipped(phase, source, sourceHeight);
    const r0 = clampRow(top, sourceHeight) * stride;
    const r1 = clampRow(top + 1, sourceHeight) * stride;
    const r2 = clampRow(top + 2, sourceHeight) * stride;
    const r3 = clampRow(top + 3, sourceHeight) * stride;
    const r4 = clampRow(top + 4, sourceHeight) * stride;
    const r5 = clampRow(top + 5, sourceHeight) * stride;
    const target = y * stride;
    for (let i = 0; i < stride; i++) {
      out.data[target + i] = level(
        w0 * rows[r0 + i] +
          w1 * rows[r1 + i] +
          w2 * rows[r2 + i] +
          w3 * rows[r3 + i] +
          w4 * rows[r4 + i] +
          w5 * rows[r5 + i],
      );
    }
  }
}

function clampRow(y: number, height: number): number {
  return y < 0 ? 0 : y >= height ? height - 1 : y;
}

function level(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}
