/** Differences are judged over 5 x 5 pixels: noise averages out there, motion does not. */
const radius = 2;

/**
 * RGB to four bytes a pixel, the fourth 1, so that sums of pixels count themselves.
 * @param rgb u8 [pixels, 3]
 * @param out u8 [pixels, 4]
 */
export function withCount(rgb: usize, pixels: i32, out: usize): void {
  for (let p = 0; p < pixels; p++, rgb += 3, out += 4) {
    store<u32>(out, (<u32>load<u16>(rgb)) | ((<u32>load<u8>(rgb + 2)) << 16) | (1 << 24));
  }
}

/**
 * Begins the weighted mean of a picture with others: its own weight is 1.
 * @param own u8 [pixels, 4] of `withCount`, a multiple of four pixels
 * @param sum f32 [pixels, 4]: weighted levels and the sum of weights
 */
export function beginMean(own: usize, pixels: i32, sum: usize): void {
  for (let p = 0; p < pixels; p++, own += 4, sum += 16) v128.store(sum, levels(v128.load32_zero(own)));
}

/**
 * Adds another picture where it is alike: Tukey's biweight of the mean absolute difference around each pixel, times
 * `alike`, which then is that weight.
 * @param own, other u8 [size, size, 4] of `withCount`, a multiple of four pixels a row
 * @param difference f32 [size + 4, size + 4] scratch
 * @param rows f32 [size + 4, size] scratch
 * @param alike f32 [size, size]
 * @param farthest mean absolute difference, levels, from which on a pixel counts for nothing
 */
export function addAlike(
  own: usize,
  other: usize,
  size: i32,
  difference: usize,
  rows: usize,
  alike: usize,
  sum: usize,
  farthest: f32,
): void {
  differences(own, other, size, difference);
  const stride = (<usize>(size + 2 * radius)) << 2;
  let row = difference;
  let to = rows;
  for (let y = 0; y < size + 2 * radius; y++, row += stride) {
    for (let x = 0; x < size; x += 4, to += 16) v128.store(to, five(row + ((<usize>x) << 2), 4));
  }
  const perLevel = f32x4.splat(1 / (3 * 25 * farthest));
  const one = f32x4.splat(1);
  const none = f32x4.splat(0);
  const line = (<usize>size) << 2;
  let from = rows;
  for (let p = 0; p < size * size; p += 4, from += 16, alike += 16, other += 16, sum += 64) {
    const share = f32x4.mul(five(from, line), perLevel);
    const kept = f32x4.max(none, f32x4.sub(one, f32x4.mul(share, share)));
    const weight = f32x4.mul(v128.load(alike), f32x4.mul(kept, kept));
    v128.store(alike, weight);
    if (!v128.any_true(f32x4.gt(weight, none))) continue;
    add(sum, 0, other, f32x4.splat(f32x4.extract_lane(weight, 0)));
    add(sum, 16, other + 4, f32x4.splat(f32x4.extract_lane(weight, 1)));
    add(sum, 32, other + 8, f32x4.splat(f32x4.extract_lane(weight, 2)));
    add(sum, 48, other + 12, f32x4.splat(f32x4.extract_lane(weight, 3)));
  }
}

/**
 * Ends the mean.
 * @param rgb u8 [pixels, 3], written, rounded
 */
export function endMean(sum: usize, pixels: i32, rgb: usize): void {
  for (let p = 0; p < pixels; p++, sum += 16, rgb += 3) {
    const total = v128.load(sum);
    const mean = f32x4.div(total, f32x4.splat(f32x4.extract_lane(total, 3)));
    const level = i32x4.trunc_sat_f32x4_s(f32x4.add(mean, f32x4.splat(0.5)));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(level, level), level);
    store<u16>(rgb, <u16>i16x8.extract_lane_u(bytes, 0));
    store<u8>(rgb + 2, <u8>i8x16.extract_lane_u(bytes, 2));
  }
}

/** f32 [size + 4, size + 4]: the sum over the channels of the absolute difference, the border repeated. */
function differences(own: usize, other: usize, size: i32, out: usize): void {
  const stride = (<usize>(size + 2 * radius)) << 2;
  for (let y = 0; y < size; y++) {
    const row = out + <usize>(y + radius) * stride;
    for (let x = 0; x < size; x += 4, own += 16, other += 16) {
      const a = v128.load(own);
      const b = v128.load(other);
      const apart = v128.sub<u8>(v128.max<u8>(a, b), v128.min<u8>(a, b));
      const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(apart));
      v128.store(row + ((<usize>(x + radius)) << 2), f32x4.convert_i32x4_u(sums));
    }
    const first = load<f32>(row + (radius << 2));
    const last = load<f32>(row + ((<usize>(size + radius - 1)) << 2));
    for (let i = 0; i < radius; i++) {
      store<f32>(row + ((<usize>i) << 2), first);
      store<f32>(row + ((<usize>(size + radius + i)) << 2), last);
    }
  }
  for (let i = 0; i < radius; i++) {
    memory.copy(out + <usize>i * stride, out + <usize>radius * stride, stride);
    memory.copy(out + <usize>(size + radius + i) * stride, out + <usize>(size + radius - 1) * stride, stride);
  }
}

/** The sum of five vectors, `step` bytes apart. */
function five(at: usize, step: usize): v128 {
  const outer = f32x4.add(v128.load(at), v128.load(at + 4 * step));
  const inner = f32x4.add(v128.load(at + step), v128.load(at + 3 * step));
  return f32x4.add(f32x4.add(outer, inner), v128.load(at + 2 * step));
}

function levels(pixel: v128): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(pixel)));
}

function add(sum: usize, offset: usize, pixel: usize, weight: v128): void {
  const to = sum + offset;
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(levels(v128.load32_zero(pixel)), weight)));
}
