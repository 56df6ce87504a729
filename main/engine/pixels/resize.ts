import type { ResizeFilter } from '../../../preload/contract/degrade';
import { createRgbImage, type RgbImage } from './image';

/**
 * Resizes as Pillow does (`Image.resize`, libImaging/Resample.c), to the bit, so that figures can be compared with those
 * of papers and of our own training: rows first, then columns, 8 bits between them.
 * @param antialias stretches the kernel when shrinking, as Pillow always does; without it shrinking aliases
 */
export function resize(
  image: RgbImage,
  width: number,
  height: number,
  filter: ResizeFilter,
  antialias = true,
): RgbImage {
  if (filter === 'nearest') return resizeNearest(image, width, height);
  const wide = width === image.width ? image : resizeRows(image, width, filter, antialias);
  return height === image.height ? wide : resizeColumns(wide, height, filter, antialias);
}

const fractionBits = 22;
const half = 1 << (fractionBits - 1);

/** Where each output pixel's taps begin, and their weights in fixed point. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** [out, most] */
  readonly weights: Int32Array;
  readonly most: number;
}

function tapsOf(
  size: number,
  outSize: number,
  filter: Exclude<ResizeFilter, 'nearest'>,
  antialias: boolean,
): Taps {
  const { kernel, support } = kernels[filter];
  const scale = size / outSize;
  const stretch = antialias ? Math.max(1, scale) : 1;
  const reach = support * stretch;
  const most = Math.ceil(reach) * 2 + 1;
  const taps: Taps = {
    first: new Int32Array(outSize),
    count: new Int32Array(outSize),
    weights: new Int32Array(outSize * most),
    most,
  };
  for (let out = 0; out < outSize; out++) {
    const centre = (out + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const count = Math.min(size, Math.trunc(centre + reach + 0.5)) - first;
    const values = Array.from({ length: count }, (_, i) => kernel((i + first - centre + 0.5) / stretch));
    const sum = values.reduce((total, value) => total + value, 0);
    values.forEach((value, i) => {
      const exact = (value / sum) * (1 << fractionBits);
      taps.weights[out * most + i] = Math.trunc(exact + (exact < 0 ? -0.5 : 0.5));
    });
    taps.first[out] = first;
    taps.count[out] = count;
  }
  return taps;
}

function resizeRows(
  image: RgbImage,
  width: number,
  filter: Exclude<ResizeFilter, 'nearest'>,
  antialias: boolean,
): RgbImage {
  const out = createRgbImage(width, image.height);
  applyTaps(image.data, out.data, tapsOf(image.width, width, filter, antialias), {
    lines: image.height,
    lineStep: image.width * 3,
    outLineStep: width * 3,
    step: 3,
    channels: 3,
  });
  return out;
}

function resizeColumns(
  image: RgbImage,
  height: number,
  filter: Exclude<ResizeFilter, 'nearest'>,
  antialias: boolean,
): RgbImage {
  const out = createRgbImage(image.width, height);
  // A column of one channel is a line whose pixels lie a row apart.
  applyTaps(image.data, out.data, tapsOf(image.height, height, filter, antialias), {
    lines: image.width * 3,
    lineStep: 1,
    outLineStep: 1,
    step: image.width * 3,
    channels: 1,
  });
  return out;
}

interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  readonly outLineStep: number;
  /** From one pixel of a line to the next, in source and result. */
  readonly step: number;
  readonly channels: number;
}

function applyTaps(source: Uint8Array, out: Uint8Array, taps: Taps, layout: Lines): void {
  const { first, count, weights, most } = taps;
  const { lines, lineStep, outLineStep, step, channels } = layout;
  for (let line = 0; line < lines; line++) {
    for (let x = 0; x < first.length; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let at = line * lineStep + first[x] * step + channel;
        let sum = half;
        for (let i = 0; i < count[x]; i++, at += step) sum += source[at] * weights[x * most + i];
        const value = sum >> fractionBits;
        out[line * outLineStep + x * step + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}

function resizeNearest(image: RgbImage, width: number, height: number): RgbImage {
  const out = createRgbImage(width, height);
  const columns = nearest(image.width, width);
  let to = 0;
  for (const row of nearest(image.height, height)) {
    for (const column of columns) {
      const from = (row * image.width + column) * 3;
      for (let channel = 0; channel < 3; channel++) out.data[to++] = image.data[from + channel];
    }
  }
  return out;
}

/** Pillow adds up its steps, which decides where a centre falls on the border of two pixels. */
function nearest(size: number, outSize: number): Int32Array {
  const step = size / outSize;
  let centre = step * 0.5;
  return Int32Array.from({ length: outSize }, () => {
    const pixel = Math.min(size - 1, Math.floor(centre));
    centre += step;
    return pixel;
  });
}

const kernels: Readonly<
  Record<Exclude<ResizeFilter, 'nearest'>, { kernel: (x: number) => number; support: number }>
> = {
  box: { support: 0.5, kernel: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, kernel: (x) => Math.max(0, 1 - Math.abs(x)) },
  // Keys 1981, a = -0.5.
  bicubic: {
    support: 2,
    kernel: (x) => {
      const d = Math.abs(x);
      if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
      return d < 2 ? ((2.5 - 0.5 * d) * d - 4) * d + 2 : 0;
    },
  },
  lanczos: { support: 3, kernel: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
