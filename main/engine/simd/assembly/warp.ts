/**
 * A picture with its border repeated all round, four 16-bit numbers a pixel.
 * @param rgb u8 [height, width, 3]
 * @param out i16 [height + 2 padding, width + 2 padding, 4]
 */
export function padRgb(rgb: usize, width: i32, height: i32, padding: i32, out: usize): void {
  let to = out;
  for (let y = -padding; y < height + padding; y++) {
    const row = rgb + <usize>(clamp(y, height - 1) * width * 3);
    for (let x = -padding; x < width + padding; x++, to += 8) {
      const from = row + <usize>(clamp(x, width - 1) * 3);
      store<u64>(
        to,
        (<u64>load<u8>(from)) | ((<u64>load<u8>(from + 1)) << 16) | ((<u64>load<u8>(from + 2)) << 32),
      );
    }
  }
}

function clamp(index: i32, last: i32): i32 {
  return index < 0 ? 0 : index > last ? last : index;
}

/**
 * Warps a padded picture by a separable kernel's table (geometry/warp-image.ts), all in integers.
 * @param source i16 [.., stride, 4] of `padRgb`, from a picture of width x height
 * @param weights i16 [phases + 1, taps], 1 = 2^14; an even number of taps
 * @param a, b, tx, ty into the source from the output
 * @param out u8 [outHeight, outWidth, 3]
 */
export function warp(
  source: usize,
  width: i32,
  height: i32,
  padding: i32,
  beyond: i32,
  reach: f64,
  taps: i32,
  phases: i32,
  weights: usize,
  a: f64,
  b: f64,
  tx: f64,
  ty: f64,
  out: usize,
  outWidth: i32,
  outHeight: i32,
): void {
  const stride = (<usize>(width + 2 * padding)) << 3;
  const lowest = <f64>-beyond;
  const highestX = <f64>(width - 1 + beyond);
  const highestY = <f64>(height - 1 + beyond);
  const half = i32x4.splat(1 << 20);
  let to = out;
  for (let y = 0; y < outHeight; y++) {
    let u = a * 0.5 - b * (<f64>y + 0.5) + tx - 0.5;
    let v = b * 0.5 + a * (<f64>y + 0.5) + ty - 0.5;
    for (let x = 0; x < outWidth; x++, to += 3, u += a, v += b) {
      const sx = u < lowest ? lowest : u > highestX ? highestX : u;
      const sy = v < lowest ? lowest : v > highestY ? highestY : v;
      const fx = ceil(sx - reach);
      const fy = ceil(sy - reach);
      const column = weights + ((<usize>(<i32>((fx - sx + reach) * <f64>phases + 0.5) * taps)) << 1);
      const row = weights + ((<usize>(<i32>((fy - sy + reach) * <f64>phases + 0.5) * taps)) << 1);
      let first = source + <usize>(<i32>fy + padding) * stride + ((<usize>(<i32>fx + padding)) << 3);
      let sum = i32x4.splat(0);
      for (let j = 0; j < taps; j++, first += stride) {
        let line = i32x4.splat(0);
        // Two pixels at a time, channel beside channel.
        for (let i = 0; i < taps; i += 2) {
          const pair = v128.load(first + ((<usize>i) << 3));
          const channels = v128.shuffle<i16>(pair, pair, 0, 4, 1, 5, 2, 6, 3, 7);
          const weight = v128.load32_splat(column + ((<usize>i) << 1));
          line = i32x4.add(line, i32x4.dot_i16x8_s(channels, weight));
        }
        const weight = i32x4.splat(load<i16>(row + ((<usize>j) << 1)));
        sum = i32x4.add(sum, i32x4.mul(i32x4.shr_s(line, 7), weight));
      }
      const level = i32x4.shr_s(i32x4.add(sum, half), 21);
      const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(level, level), level);
      store<u16>(to, <u16>i16x8.extract_lane_u(bytes, 0));
      store<u8>(to + 2, <u8>i8x16.extract_lane_u(bytes, 2));
    }
  }
}
