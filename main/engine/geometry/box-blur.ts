/**
 * Averages `2 * radius + 1` values along the rows of a square plane and writes the transpose, so that two calls blur both
 * ways and put rows and columns back; the border repeats.
 */
export function boxBlurRows(source: Float32Array, out: Float32Array, size: number, radius: number): void {
  const norm = 1 / (2 * radius + 1);
  for (let y = 0; y < size; y++) {
    const row = y * size;
    let sum = source[row] * (radius + 1);
    for (let x = 1; x <= radius; x++) sum += source[row + Math.min(size - 1, x)];
    for (let x = 0; x < size; x++) {
      out[x * size + y] = sum * norm;
      sum += source[row + Math.min(size - 1, x + radius + 1)] - source[row + Math.max(0, x - radius)];
    }
  }
}
