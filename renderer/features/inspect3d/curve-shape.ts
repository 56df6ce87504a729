/**
 * A curve as wide as the screen shows it: lowest and highest value of each column, so that no peak is lost.
 * @param values any number, NaN where there is none
 * @param columns pixels
 * @returns [columns,2] low and high; NaN where a column holds no value
 */
export function decimate(values: ArrayLike<number>, columns: number): Float32Array {
  const out = new Float32Array(columns * 2).fill(NaN);
  const count = values.length;
  if (count === 0) return out;
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * count) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * count) / columns));
    let low = NaN;
    let high = NaN;
    for (let i = from; i < to; i++) {
      const value = values[i];
      if (Number.isNaN(value)) continue;
      if (!(value >= low)) low = value;
      if (!(value <= high)) high = value;
    }
    out[2 * column] = low;
    out[2 * column + 1] = high;
  }
  return out;
}

/** How much a curve moves: the standard deviation of its values; 0 where there are none. */
export function activityOf(values: ArrayLike<number>): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean); // Welford 1962
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/** Largest distance of a curve from 0; 0 where there are no values. */
export function peakOf(values: ArrayLike<number>): number {
  let peak = 0;
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > peak) peak = Math.abs(values[i]);
  return peak;
}
