import { createRgbImage, type RgbImage } from '../pixels/image';

/**
 * Adds normal noise (Box & Muller 1958), each channel by itself, in coded values. @param sigma 8-bit levels
 * @param uniform numbers in 0..1
 */
export function gaussianNoise(image: RgbImage, sigma: number, uniform: () => number): RgbImage {
  const out = createRgbImage(image.width, image.height);
  for (let i = 0; i < out.data.length; i += 2) {
    const length = sigma * Math.sqrt(-2 * Math.log(1 - uniform()));
    const turn = 2 * Math.PI * uniform();
    out.data[i] = toLevel(image.data[i] + length * Math.cos(turn));
    if (i + 1 < out.data.length) out.data[i + 1] = toLevel(image.data[i + 1] + length * Math.sin(turn));
  }
  return out;
}

/**
 * Replaces every value by a Poisson draw around it, as light that arrives in particles: dark places are the noisier for
 * their brightness. In coded values, which stand for the light here. @param photons that make white
 */
export function shotNoise(image: RgbImage, photons: number, uniform: () => number): RgbImage {
  const out = createRgbImage(image.width, image.height);
  const tables: (PoissonTable | undefined)[] = [];
  for (let i = 0; i < out.data.length; i++) {
    const level = image.data[i];
    const table = (tables[level] ??= poissonTable((level / 255) * photons));
    out.data[i] = toLevel((drawn(table, uniform()) * 255) / photons);
  }
  return out;
}

/** Chances of at most `first`, `first + 1`, … */
interface PoissonTable {
  readonly first: number;
  readonly cumulative: Float64Array;
}

/** Twelve standard deviations each way hold all but 1e-20 of the draws. */
function poissonTable(mean: number): PoissonTable {
  if (mean === 0) return { first: 0, cumulative: Float64Array.of(1) };
  const reach = 12 * Math.sqrt(mean) + 20;
  const first = Math.max(0, Math.floor(mean - reach));
  const cumulative = new Float64Array(Math.ceil(mean + reach) - first + 1);
  // In logarithms: exp(-mean) alone is nothing in floats beyond a mean of 745.
  let logChance = first * Math.log(mean) - mean;
  for (let k = 2; k <= first; k++) logChance -= Math.log(k);
  let sum = 0;
  for (let i = 0; i < cumulative.length; i++) {
    if (i > 0) logChance += Math.log(mean / (first + i));
    sum += Math.exp(logChance);
    cumulative[i] = sum;
  }
  return { first, cumulative };
}

/** The smallest count whose cumulative chance exceeds `chance`. */
function drawn({ first, cumulative }: PoissonTable, chance: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > chance) high = middle;
    else low = middle + 1;
  }
  return first + low;
}

function toLevel(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
