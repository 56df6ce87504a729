import type { FloatPlane } from '../pixels/image';

/**
 * Mean over a square window of side 2 r + 1, `passes` times (three passes are within 3 % of a Gaussian of
 * sigma = sqrt(passes * ((2r+1)^2 - 1) / 12); Wells 1986). Edges repeat the border pixel. In place; `scratch` holds at
 * least width * height floats. Linear cost whatever the radius.
 */
export function boxBlur(plane: FloatPlane, radius: number, passes: number, scratch: Float32Array): void {
  if (radius < 1) return;
  for (let pass = 0; pass < passes; pass++) {
    blurRows(plane.data, scratch, plane.width, plane.height, radius);
    blurColumns(scratch, plane.data, plane.width, plane.height, radius);
  }
}

function blurRows(from: Float32Array, to: Float32Array, width: number, height: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += from[row + Math.min(last, Math.max(0, x))];
    for (let x = 0; x < width; x++) {
      to[row + x] = sum * scale;
      sum += from[row + Math.min(last, x + radius + 1)] - from[row + Math.max(0, x - radius)];
    }
  }
}

/** Runs all columns side by side, row after row, so that memory is read in order. */
function blurColumns(
  from: Float32Array,
  to: Float32Array,
  width: number,
  height: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1);
  const last = height - 1;
  const sums = new Float64Array(width);
  for (let y = -radius; y <= radius; y++) {
    const row = Math.min(last, Math.max(0, y)) * width;
    for (let x = 0; x < width; x++) sums[x] += from[row + x];
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const entering = Math.min(last, y + radius + 1) * width;
    const leaving = Math.max(0, y - radius) * width;
    for (let x = 0; x < width; x++) {
      to[row + x] = sums[x] * scale;
      sums[x] += from[entering + x] - from[leaving + x];
    }
  }
}

/** Minimum over a square window of side 2 r + 1, in place; outside the plane counts as 0, so the border erodes too. */
export function erode(plane: FloatPlane, radius: number, scratch: Float32Array): void {
  if (radius < 1) return;
  const { width, height, data } = plane;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (x < radius || x >= width - radius) {
        scratch[row + x] = 0;
        continue;
      }
      let least = data[row + x];
      for (let i = x - radius; i <= x + radius && least > 0; i++) {
        if (data[row + i] < least) least = data[row + i];
      }
      scratch[row + x] = least;
    }
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (y < radius || y >= height - radius) {
        data[row + x] = 0;
        continue;
      }
      let least = scratch[row + x];
      for (let i = y - radius; i <= y + radius && least > 0; i++) {
        const value = scratch[i * width + x];
        if (value < least) least = value;
      }
      data[row + x] = least;
    }
  }
}
