import { boxBlurRows } from './box-blur';
import type { RgbImage } from '../pixels/image';

/** Side of the picture, pixels, and rounds at it; coarse to fine. */
const levels = [
  [32, 6],
  [64, 4],
] as const;
/** Radius of the sums and of the field's smoothing, pixels of a level. */
const window = 3;
/** Keeps places without structure where they are. */
const damping = 0.02;
/** Pixels of a level that a place moves in one round, and of the finest one from where it was drawn. */
const furthestStep = 1;
const furthest = 3;
/** Brightness is compared where the face covers a pixel of the crop, and nearly all of a level's. */
const covered = 250 / 255;
const coveredCell = 0.95;
/** Radius of the mean that is taken for light, share of the side. */
const lightReach = 12 / 256;
/** Standard deviations of local brightness that are still compared, and the variance that is mere noise, 8-bit units. */
const strongest = 2.5;
const noise = 9;

/**
 * Shifts what a drawn face wears to where the picture shows it, and lights it alike, in place: Lucas & Kanade 1981, coarse to fine, on what is
 * left of brightness when local mean and contrast are taken out. A fit is a few pixels off here and there, and textures
 * that are finer than that would guide to the wrong place; local means are then made those of the picture. native-models/training/register.py does the same for training.
 * @param crop what the picture shows, square; its side is divisible by 64
 * @param prior [8,S,S] of `renderPrior`, drawn with a texture: its colours move, within the face
 */
export function registerSkin(crop: RgbImage, prior: Float32Array): void {
  const side = crop.width;
  const plane = side * side;
  const coverage = prior.subarray(6 * plane, 7 * plane);
  const [seen, worn, inside, off] = scratchOf(plane);
  for (let p = 0; p < plane; p++) {
    if (coverage[p] === 0) continue;
    seen[p] = lumaOf(crop.data[3 * p], crop.data[3 * p + 1], crop.data[3 * p + 2]);
    worn[p] = 255 * lumaOf(prior[p], prior[plane + p], prior[2 * plane + p]);
    inside[p] = coverage[p] > covered ? 1 : 0;
  }
  let field: Field | undefined;
  for (const [size, rounds] of levels) {
    const mask = shrunk(inside, side, size).map((share) => (share > coveredCell ? 1 : 0));
    const a = withoutLight(shrunk(seen, side, size), mask, size);
    const b = withoutLight(shrunk(worn, side, size), mask, size);
    field = field === undefined ? stillField(size) : enlarged(field, size);
    for (let round = 0; round < rounds; round++) improve(field, a, b, mask);
  }
  if (field !== undefined) moveColours(prior, coverage, field, side);
  lightAs(crop, prior, coverage, off);
}

let scratch: readonly Float32Array[] = [];

/** Four planes of zeros, kept from call to call. */
function scratchOf(plane: number): readonly Float32Array[] {
  if (scratch[0]?.length !== plane) scratch = Array.from({ length: 4 }, () => new Float32Array(plane));
  for (const values of scratch) values.fill(0);
  return scratch;
}

/** Where each place of a square picture comes from, pixels aside and down from itself. */
interface Field {
  readonly size: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

function stillField(size: number): Field {
  return { size, x: new Float32Array(size * size), y: new Float32Array(size * size) };
}

function lumaOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** [S,S] averaged over blocks into [size,size]. */
function shrunk(values: Float32Array, side: number, size: number): Float32Array {
  const factor = side / size;
  const share = 1 / (factor * factor);
  const out = new Float32Array(size * size);
  for (let y = 0, p = 0; y < side; y++) {
    const row = Math.floor(y / factor) * size;
    for (let cell = row; cell < row + size; cell++) {
      let sum = 0;
      for (let x = 0; x < factor; x++, p++) sum += values[p];
      out[cell] += sum * share;
    }
  }
  return out;
}

/** Two passes of a box filter, which nearly make a Gaussian; in place. */
function blur(values: Float32Array, size: number, radius: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let pass = 0; pass < 2; pass++) {
    boxBlurRows(values, turned, size, radius);
    boxBlurRows(turned, values, size, radius);
  }
  return values;
}

/** Brightness with its local mean taken out, over its local spread; 0 outside the mask. */
function withoutLight(values: Float32Array, mask: Float32Array, size: number): Float32Array {
  const radius = Math.max(2, Math.floor(size / 10));
  const weight = blur(mask.slice(), size, radius);
  const mean = blur(
    values.map((value, p) => value * mask[p]),
    size,
    radius,
  );
  const off = values.map((value, p) => (value - mean[p] / (weight[p] + 1e-3)) * mask[p]);
  const spread = blur(
    off.map((value) => value * value),
    size,
    radius,
  );
  return off.map((value, p) => {
    const sigmas = value / Math.sqrt(spread[p] / (weight[p] + 1e-3) + noise);
    return Math.max(-strongest, Math.min(strongest, sigmas));
  });
}

/** One round: `a` shows at x what `b` has at x + field(x). */
function improve(field: Field, a: Float32Array, b: Float32Array, mask: Float32Array): void {
  const { size } = field;
  const moved = new Float32Array(size * size);
  for (let y = 0, p = 0; y < size; y++) {
    for (let x = 0; x < size; x++, p++) moved[p] = sample(b, size, x + field.x[p], y + field.y[p]);
  }
  const [xx, xy, yy, x0, y0] = Array.from({ length: 5 }, () => new Float32Array(size * size));
  const last = size - 1;
  for (let y = 0, p = 0; y < size; y++) {
    for (let x = 0; x < size; x++, p++) {
      if (mask[p] === 0) continue;
      const [left, right] = [Math.max(0, x - 1), Math.min(last, x + 1)];
      const [above, below] = [Math.max(0, y - 1), Math.min(last, y + 1)];
      const gx = (moved[y * size + right] - moved[y * size + left]) / (right - left);
      const gy = (moved[below * size + x] - moved[above * size + x]) / (below - above);
      const off = a[p] - moved[p];
      xx[p] = gx * gx;
      xy[p] = gx * gy;
      yy[p] = gy * gy;
      x0[p] = gx * off;
      y0[p] = gy * off;
    }
  }
  for (const sums of [xx, xy, yy, x0, y0]) blur(sums, size, window);
  for (let p = 0; p < mask.length; p++) {
    const [h, v] = [xx[p] + damping, yy[p] + damping];
    const determinant = h * v - xy[p] * xy[p];
    field.x[p] += limit((v * x0[p] - xy[p] * y0[p]) / determinant, furthestStep);
    field.y[p] += limit((h * y0[p] - xy[p] * x0[p]) / determinant, furthestStep);
  }
  const inside = blur(mask.slice(), size, window);
  const most = (furthest * size) / levels[levels.length - 1][0];
  for (const part of [field.x, field.y]) {
    for (let p = 0; p < mask.length; p++) part[p] *= mask[p];
    blur(part, size, window);
    for (let p = 0; p < mask.length; p++) part[p] = limit(part[p] / (inside[p] + 1e-3), most);
  }
}

function limit(value: number, most: number): number {
  return value < -most ? -most : value > most ? most : value;
}

/** Bilinear; the border repeats. */
function sample(values: Float32Array, size: number, x: number, y: number): number {
  const last = size - 1;
  const u = Math.max(0, Math.min(last, x));
  const v = Math.max(0, Math.min(last, y));
  const left = Math.floor(u);
  const top = Math.floor(v);
  const right = Math.min(last, left + 1);
  const below = Math.min(last, top + 1);
  const upper = values[top * size + left] * (1 - u + left) + values[top * size + right] * (u - left);
  const lower = values[below * size + left] * (1 - u + left) + values[below * size + right] * (u - left);
  return upper * (1 - v + top) + lower * (v - top);
}

/** To a finer level. */
function enlarged(field: Field, size: number): Field {
  const factor = size / field.size;
  const out = stillField(size);
  for (let y = 0, p = 0; y < size; y++) {
    for (let x = 0; x < size; x++, p++) {
      const [u, v] = [(x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5];
      out.x[p] = factor * sample(field.x, field.size, u, v);
      out.y[p] = factor * sample(field.y, field.size, u, v);
    }
  }
  return out;
}

/** @param field coarser than the prior */
function moveColours(prior: Float32Array, coverage: Float32Array, field: Field, side: number): void {
  const plane = side * side;
  const before = prior.slice(0, 3 * plane);
  const channels = [0, 1, 2].map((channel) => before.subarray(channel * plane, (channel + 1) * plane));
  const factor = side / field.size;
  for (let y = 0, p = 0; y < side; y++) {
    const v = (y + 0.5) / factor - 0.5;
    for (let x = 0; x < side; x++, p++) {
      if (coverage[p] === 0) continue;
      const u = (x + 0.5) / factor - 0.5;
      const fromX = x + factor * sample(field.x, field.size, u, v);
      const fromY = y + factor * sample(field.y, field.size, u, v);
      for (let channel = 0; channel < 3; channel++) {
        prior[channel * plane + p] = sample(channels[channel], side, fromX, fromY);
      }
    }
  }
}

/**
 * Gives colours, drawn over black, the local mean of the picture; means of the size of `lightReach` are coarse.
 * @param off [S,S] scratch, 0 outside the face
 */
function lightAs(crop: RgbImage, prior: Float32Array, coverage: Float32Array, off: Float32Array): void {
  const side = crop.width;
  const plane = side * side;
  const size = levels[levels.length - 1][0];
  const factor = side / size;
  const radius = Math.round(lightReach * size);
  const weight = blur(shrunk(coverage, side, size), size, radius);
  for (let channel = 0; channel < 3; channel++) {
    const colours = prior.subarray(channel * plane, (channel + 1) * plane);
    for (let p = 0; p < plane; p++) {
      if (coverage[p] > 0) off[p] = (crop.data[3 * p + channel] / 255) * coverage[p] - colours[p];
    }
    const mean = blur(shrunk(off, side, size), size, radius);
    for (let cell = 0; cell < mean.length; cell++) mean[cell] /= weight[cell] + 1e-3;
    for (let y = 0, p = 0; y < side; y++) {
      const v = (y + 0.5) / factor - 0.5;
      for (let x = 0; x < side; x++, p++) {
        if (coverage[p] === 0) continue;
        const lit = colours[p] + coverage[p] * sample(mean, size, (x + 0.5) / factor - 0.5, v);
        colours[p] = Math.max(0, Math.min(1, lit));
      }
    }
  }
}
