import { kernelsBinary } from './kernels-binary';

/** Addresses are bytes in the kernels' memory; shapes and units stand beside each kernel in `assembly/`. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  resample(
    layers: number,
    size: number,
    occupied: number,
    cells: number,
    out: number,
    width: number,
    height: number,
    left: number,
    top: number,
    a: number,
    b: number,
    tx: number,
    ty: number,
    zoom: number,
    weights: number,
  ): void;
  padRgb(rgb: number, width: number, height: number, padding: number, out: number): void;
  warp(
    source: number,
    width: number,
    height: number,
    padding: number,
    beyond: number,
    reach: number,
    taps: number,
    phases: number,
    weights: number,
    a: number,
    b: number,
    tx: number,
    ty: number,
    out: number,
    outWidth: number,
    outHeight: number,
  ): void;
  withCount(rgb: number, pixels: number, out: number): void;
  beginMean(own: number, pixels: number, sum: number): void;
  addAlike(
    own: number,
    other: number,
    size: number,
    difference: number,
    rows: number,
    alike: number,
    sum: number,
    farthest: number,
  ): void;
  endMean(sum: number, pixels: number, rgb: number): void;
}

/** Beyond what the compiler keeps for itself. */
const firstAddress = 4096;
const pageBytes = 65536;
/** Vectors are read fastest where they lie on their own multiples. */
const alignment = 16;

/** What is used of WebAssembly here; its types come with a browser's library only. */
interface WebAssemblyEngine {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyEngine }).WebAssembly;

let compiled: Kernels | undefined;

/** The kernels of this thread; compiled at the first call. */
export function simdKernels(): Kernels {
  compiled ??= new Instance(new Module(Buffer.from(kernelsBinary, 'base64'))).exports as Kernels;
  return compiled;
}

/**
 * Makes room for arrays one after another; what was there before is given up. The memory grows to the largest call and
 * stays. Views of the memory end where it grows: take them after this.
 * @param byteLengths of each array
 * @returns their addresses, multiples of 16
 */
export function placeArrays<const T extends readonly number[]>(
  { memory }: Kernels,
  byteLengths: T,
): { -readonly [K in keyof T]: number } {
  let next = firstAddress;
  const addresses = byteLengths.map((bytes) => {
    const address = next;
    next += Math.ceil(bytes / alignment) * alignment;
    return address;
  });
  // Vectors may be read a little beyond the last array.
  const missing = next + alignment - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return addresses as { -readonly [K in keyof T]: number };
}
