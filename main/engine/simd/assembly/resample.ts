/** Cells of 8 x 8 crop pixels: `cell` of compose/blend-face.ts. */
const cellShift = 3;

/**
 * Four layers of a square crop at the pixels of a rectangle of the frame, by the cubic (Keys 1981, a = -0.5) over 4 x 4
 * pixels, widened where the crop is finer than the frame; where the fourth layer, the mask, is above zero.
 * @param layers f32 [size, size, 4]
 * @param occupied u8 [cells, cells]: cells that are 0 are left out
 * @param out i16 [height, width, 4], zero before: three layers in 1/64, the mask in 1/16384
 * @param left, top the rectangle's first pixel in the frame
 * @param a, b, tx, ty into the crop from the frame: u = a x - b y + tx, v = b x + a y + ty
 * @param zoom crop pixels a frame pixel where more than one, else 1
 * @param weights room for f32 [2, ceil(4 zoom) + 2]
 */
export function resample(
  layers: usize,
  size: i32,
  occupied: usize,
  cells: i32,
  out: usize,
  width: i32,
  height: i32,
  left: i32,
  top: i32,
  a: f64,
  b: f64,
  tx: f64,
  ty: f64,
  zoom: f64,
  weights: usize,
): void {
  const farthest = <f64>(size - 1);
  const steps = f32x4(64, 64, 64, 16384);
  let at = out;
  for (let y = 0; y < height; y++) {
    const py = <f64>(top + y) + 0.5;
    for (let x = 0; x < width; x++, at += 8) {
      const px = <f64>(left + x) + 0.5;
      const u = a * px - b * py + tx - 0.5;
      const v = b * px + a * py + ty - 0.5;
      if (u < 0 || v < 0 || u > farthest || v > farthest) continue;
      const cell = ((<i32>(v + 0.5)) >> cellShift) * cells + ((<i32>(u + 0.5)) >> cellShift);
      if (load<u8>(occupied + <usize>cell) == 0) continue;
      const sum =
        zoom == 1 ? readCubic(layers, size, u, v) : readStretched(layers, size, u, v, zoom, weights);
      const mask = f32x4.extract_lane(sum, 3);
      if (mask <= 0) continue;
      const clipped = mask > 1 ? f32x4.replace_lane(sum, 3, 1) : sum;
      store4(at, f32x4.mul(clipped, steps));
    }
  }
}

/** The same kernel widened `zoom` times, normalised. */
function readStretched(layers: usize, size: i32, u: f64, v: f64, zoom: f64, weights: usize): v128 {
  const last = size - 1;
  const reach = 2 * zoom;
  const x0 = <i32>ceil(u - reach);
  const y0 = <i32>ceil(v - reach);
  const rowWeights = weights + ((<usize>(<i32>ceil(4 * zoom) + 2)) << 2);
  const columns = cubicWeights(u, x0, reach, zoom, weights);
  const rows = cubicWeights(v, y0, reach, zoom, rowWeights);
  let sum = f32x4.splat(0);
  for (let j = 0; j < rows; j++) {
    const row = layers + ((<usize>(clamp(y0 + j, last) * size)) << 4);
    let line = f32x4.splat(0);
    for (let i = 0; i < columns; i++) {
      const weight = v128.load32_splat(weights + ((<usize>i) << 2));
      line = f32x4.add(line, f32x4.mul(weight, v128.load(row + ((<usize>clamp(x0 + i, last)) << 4))));
    }
    sum = f32x4.add(sum, f32x4.mul(line, v128.load32_splat(rowWeights + ((<usize>j) << 2))));
  }
  return sum;
}

function clamp(index: i32, last: i32): i32 {
  return index < 0 ? 0 : index > last ? last : index;
}

/** Rounds half up, as Math.round does, and saturates. */
function store4(at: usize, values: v128): void {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(values, f32x4.splat(0.5))));
  v128.store64_lane(at, i16x8.narrow_i32x4_s(whole, whole), 0);
}

function readCubic(layers: usize, size: i32, u: f64, v: f64): v128 {
  const last = size - 1;
  const x = <i32>u;
  const y = <i32>v;
  const t = <f32>(u - <f64>x);
  const s = <f32>(v - <f64>y);
  const c0 = (<usize>clamp(x - 1, last)) << 4;
  const c1 = (<usize>x) << 4;
  const c2 = (<usize>clamp(x + 1, last)) << 4;
  const c3 = (<usize>clamp(x + 2, last)) << 4;
  const w0 = f32x4.splat(before(t));
  const w1 = f32x4.splat(here(t));
  const w2 = f32x4.splat(here(1 - t));
  const w3 = f32x4.splat(before(1 - t));
  const r0 = layers + ((<usize>(clamp(y - 1, last) * size)) << 4);
  const r1 = layers + ((<usize>(y * size)) << 4);
  const r2 = layers + ((<usize>(clamp(y + 1, last) * size)) << 4);
  const r3 = layers + ((<usize>(clamp(y + 2, last) * size)) << 4);
  let sum = f32x4.mul(line(r0, c0, c1, c2, c3, w0, w1, w2, w3), f32x4.splat(before(s)));
  sum = f32x4.add(sum, f32x4.mul(line(r1, c0, c1, c2, c3, w0, w1, w2, w3), f32x4.splat(here(s))));
  sum = f32x4.add(sum, f32x4.mul(line(r2, c0, c1, c2, c3, w0, w1, w2, w3), f32x4.splat(here(1 - s))));
  return f32x4.add(sum, f32x4.mul(line(r3, c0, c1, c2, c3, w0, w1, w2, w3), f32x4.splat(before(1 - s))));
}

/** The cubic's weight of the pixel before the one at or before the place, `t` behind that. */
function before(t: f32): f32 {
  return ((-0.5 * t + 1) * t - 0.5) * t;
}

/** The cubic's weight of a pixel `t` away, 0..1. */
function here(t: f32): f32 {
  return (1.5 * t - 2.5) * t * t + 1;
}

function line(
  row: usize,
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
  w0: v128,
  w1: v128,
  w2: v128,
  w3: v128,
): v128 {
  const left = f32x4.add(f32x4.mul(v128.load(row + c0), w0), f32x4.mul(v128.load(row + c1), w1));
  const right = f32x4.add(f32x4.mul(v128.load(row + c2), w2), f32x4.mul(v128.load(row + c3), w3));
  return f32x4.add(left, right);
}

/** Normalised weights of the cubic around `centre`; returns how many taps from `first` on. */
function cubicWeights(centre: f64, first: i32, reach: f64, zoom: f64, out: usize): i32 {
  const count = <i32>floor(centre + reach) - first + 1;
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const t = abs(<f64>(first + i) - centre) / zoom;
    const w = t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    store<f32>(out + ((<usize>i) << 2), <f32>w);
    sum += w;
  }
  const scale = <f32>(1 / sum);
  for (let i = 0; i < count; i++) {
    const at = out + ((<usize>i) << 2);
    store<f32>(at, load<f32>(at) * scale);
  }
  return count;
}
