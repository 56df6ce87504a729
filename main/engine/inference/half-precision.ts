/** IEEE 754 binary16, which Node 20 has no view for. Millions of weights go through here while a slider is dragged. */

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

let table: Float32Array | undefined;

/** @param bits 0..65535 */
export function fromHalf(bits: number): number {
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => valueOf(half));
  return table[bits];
}

function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Of float32, by their bits: not a number begins above infinity. */
const infinity = 0x7f800000;
const largestHalf = 0x477fe000;
const smallestNormalHalf = 0x38800000;
/** The exponents of 1 in float32 and in binary16 are that far apart, in place. */
const biasApart = 0x38000000;

/** The half nearest to the value as float32, ties to even; the largest finite one beyond them. */
export function toHalf(value: number): number {
  single[0] = value;
  const bits = singleBits[0];
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fffffff;
  if (size > infinity) return 0x7e00;
  if (size >= largestHalf) return sign | 0x7bff;
  // Thirteen bits of the fraction go; a carry runs into the exponent by itself.
  if (size >= smallestNormalHalf) return sign | ((size - biasApart + 0xfff + ((size >>> 13) & 1)) >>> 13);
  const steps = Math.abs(single[0]) * 2 ** 24;
  const below = Math.floor(steps);
  const rest = steps - below;
  return sign | (below + (rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? 1 : 0));
}
