/**
 * Zero-phase smoothing of curves by local quadratic regression with tricube weights (LOESS; Cleveland 1979).
 * Quadratic, so that the peak of a blink or a nod is kept; symmetric, so that nothing lags; by real time stamps, so
 * that a variable frame rate is no special case.
 */
export interface SmoothingWindow {
  /** Samples within this distance in time take part. */
  readonly halfWidthSeconds: number;
  /** 0 = local mean, 2 = local parabola. */
  readonly degree: 0 | 2;
}

/**
 * Smooths the columns [firstColumn, lastColumn) of `rows` into `out` (both [n, columns], row by row).
 *
 * @param timesSeconds [n], ascending: one run without gaps
 * @param weights [n] trust in each sample, above 0
 */
export function smoothColumns(
  rows: Float32Array,
  columns: number,
  firstColumn: number,
  lastColumn: number,
  timesSeconds: Float64Array,
  weights: Float32Array,
  window: SmoothingWindow,
  out: Float32Array,
): void {
  const n = timesSeconds.length;
  const kernel = new Float64Array(n);
  let start = 0;
  let end = 0;
  for (let i = 0; i < n; i++) {
    const time = timesSeconds[i];
    while (timesSeconds[start] < time - window.halfWidthSeconds) start++;
    while (end < n && timesSeconds[end] <= time + window.halfWidthSeconds) end++;
    localKernel(timesSeconds, weights, i, start, end, window, kernel);
    for (let column = firstColumn; column < lastColumn; column++) {
      let sum = 0;
      for (let j = start; j < end; j++) sum += kernel[j] * rows[j * columns + column];
      out[i * columns + column] = sum;
    }
  }
}

/** Weights `kernel[start..end)` with sum 1 such that the smoothed value at sample i is their sum with the samples. */
function localKernel(
  times: Float64Array,
  weights: Float32Array,
  i: number,
  start: number,
  end: number,
  window: SmoothingWindow,
  kernel: Float64Array,
): void {
  // Moments of the weighted local time u in [-1, 1].
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  // A little wider than the window, so that its outermost samples still count.
  const scale = 1 / (window.halfWidthSeconds * 1.0001);
  for (let j = start; j < end; j++) {
    const u = (times[j] - times[i]) * scale;
    const w = weights[j] * (1 - Math.abs(u) ** 3) ** 3;
    kernel[j] = w;
    s0 += w;
    s1 += w * u;
    s2 += w * u * u;
    s3 += w * u ** 3;
    s4 += w * u ** 4;
  }
  // First row of the inverse of the normal matrix [[s0,s1,s2],[s1,s2,s3],[s2,s3,s4]] by cofactors.
  const c0 = s2 * s4 - s3 * s3;
  const c1 = s2 * s3 - s1 * s4;
  const c2 = s1 * s3 - s2 * s2;
  const determinant = s0 * c0 + s1 * c1 + s2 * c2;
  const parabola = window.degree === 2 && end - start >= 4 && determinant > 1e-9 * s0 * s0 * s0;
  for (let j = start; j < end; j++) {
    const u = (times[j] - times[i]) * scale;
    kernel[j] *= parabola ? (c0 + c1 * u + c2 * u * u) / determinant : 1 / s0;
  }
}
