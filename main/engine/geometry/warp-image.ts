import type { RgbImage } from '../pixels/image';
import { placeArrays, simdKernels } from '../simd/kernels';
import { shrinkRgb } from './shrink-image';
import { invert, scaleOf } from './similarity';
import type { Similarity } from './types';

export type Interpolation = 'bilinear' | 'bicubic' | 'lanczos';

/**
 * Warps `source` by `outFromSource` into `out`; outside the source its border repeats.
 *
 * When the warp shrinks, the source is first reduced by the largest whole factor that leaves it at least as fine as
 * the output, by averaging blocks (a box filter, which is what keeps a sharp 600 px face from aliasing in a 256 px
 * crop); the rest, a factor below two, is done by the kernel stretched to the output's spacing.
 * @param interpolation `bicubic` is Keys 1981 with a = -0.5, `lanczos` Duchon 1979 with three lobes; results are rounded
 * and clamped to 0..255
 */
export function warpImage(
  source: RgbImage,
  outFromSource: Similarity,
  out: RgbImage,
  interpolation: Interpolation = 'bicubic',
): void {
  const factor = Math.max(1, Math.floor(1 / scaleOf(outFromSource) + 1e-6));
  let sourceFromOut = invert(outFromSource);
  const window = sourceWindow(sourceFromOut, out, source, factor);
  const reduced = shrinkRgb(source, window.left, window.top, window.width, window.height, factor);
  sourceFromOut = {
    a: sourceFromOut.a / factor,
    b: sourceFromOut.b / factor,
    tx: (sourceFromOut.tx - window.left) / factor,
    ty: (sourceFromOut.ty - window.top) / factor,
  };
  const spacing = scaleOf(sourceFromOut);
  const kernel = spacing > 1.05 ? tabulate(interpolation, spacing) : unstretched[interpolation];
  warpByTable(reduced, sourceFromOut, out, kernel);
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

/** Places between two pixels at which a kernel's weights are tabled: finer than 8 bits can show. */
const phases = 1024;

const one = 1 << 14;
/** A separable kernel's weights, normalised, for every place between two pixels. */
interface KernelTable {
  /** Source pixels to the kernel's end. */
  readonly reach: number;
  readonly taps: number;
  /** [phases + 1, taps]: by the distance from the kernel's beginning to the first pixel in it; 1 = `one`. */
  readonly weights: Int16Array;
}

/** @param spacing of the output's pixels in source pixels, at least 1: the kernel is stretched by it */
function tabulate(interpolation: Interpolation, spacing: number): KernelTable {
  const { kernel, support } = kernels[interpolation];
  const reach = support * spacing;
  // Even, as they are read in pairs; one too many weighs nothing.
  const taps = 2 * Math.ceil(reach - 1e-9);
  const weights = new Int16Array((phases + 1) * taps);
  for (let phase = 0; phase <= phases; phase++) {
    let sum = 0;
    for (let i = 0; i < taps; i++) sum += kernel((i + phase / phases - reach) / spacing);
    for (let i = 0; i < taps; i++) {
      const weight = kernel((i + phase / phases - reach) / spacing) / sum;
      weights[phase * taps + i] = Math.round(weight * one);
    }
  }
  return { reach, taps, weights };
}

/** Keys 1981, a = -0.5: the kernel's value at distance `t`. */
function keys(t: number): number {
  const d = t < 0 ? -t : t;
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  if (d < 2) return ((-0.5 * d + 2.5) * d - 4) * d + 2;
  return 0;
}

function triangle(t: number): number {
  return Math.max(0, 1 - Math.abs(t));
}

function lanczos(t: number): number {
  if (t === 0) return 1;
  if (Math.abs(t) >= 3) return 0;
  const angle = Math.PI * t;
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle);
}

/** A kernel and the distance at which it ends, in output pixels. */
const kernels: Readonly<Record<Interpolation, { kernel: (t: number) => number; support: number }>> = {
  bilinear: { kernel: triangle, support: 1 },
  bicubic: { kernel: keys, support: 2 },
  lanczos: { kernel: lanczos, support: 3 },
};

const unstretched: Readonly<Record<Interpolation, KernelTable>> = {
  bilinear: tabulate('bilinear', 1),
  bicubic: tabulate('bicubic', 1),
  lanczos: tabulate('lanczos', 1),
};

function warpByTable(source: RgbImage, sourceFromOut: Similarity, out: RgbImage, kernel: KernelTable): void {
  const { reach, taps, weights } = kernel;
  const { width, height } = source;
  // Beyond this all taps lie on the border pixel.
  const beyond = Math.ceil(reach) + 1;
  const padding = 2 * beyond;
  const kernels = simdKernels();
  const [rgb, padded, table, target] = placeArrays(kernels, [
    width * height * 3,
    (width + 2 * padding) * (height + 2 * padding) * 8,
    weights.byteLength,
    out.width * out.height * 3,
  ] as const);
  const { buffer } = kernels.memory;
  new Uint8Array(buffer, rgb, width * height * 3).set(source.data.subarray(0, width * height * 3));
  new Int16Array(buffer, table, weights.length).set(weights);
  kernels.padRgb(rgb, width, height, padding, padded);
  const { a, b, tx, ty } = sourceFromOut;
  kernels.warp(
    ...[padded, width, height, padding, beyond, reach, taps, phases, table],
    ...[a, b, tx, ty, target, out.width, out.height],
  );
  out.data.set(new Uint8Array(buffer, target, out.width * out.height * 3));
}
