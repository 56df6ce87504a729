/**
 * Fills small holes in a picture from what surrounds them, by a pyramid of weighted means (push-pull, Gortler et al.
 * 1996). A hole is filled from the finest level that knows anything of it, so the reach is about 2^levels pixels.
 *
 * @param colours [size*size,3], valid where `weights` is above 0; size must be divisible by 2^levels
 * @param weights [size*size] 0..1
 * @returns spread colours, and how well each place is known: 1 beside known pixels, falling to 0 out of reach
 */
export function spreadColours(
  colours: Float32Array,
  weights: Float32Array,
  size: number,
  levels: number,
): { colours: Float32Array; weights: Float32Array } {
  if (levels === 0) return { colours, weights };
  const half = size >> 1;
  const smallColours = new Float32Array(half * half * 3);
  const smallWeights = new Float32Array(half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const to = y * half + x;
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        const from = (2 * y + (k >> 1)) * size + 2 * x + (k & 1);
        const w = weights[from];
        sum += w;
        for (let c = 0; c < 3; c++) smallColours[to * 3 + c] += w * colours[from * 3 + c];
      }
      if (sum > 0) for (let c = 0; c < 3; c++) smallColours[to * 3 + c] /= sum;
      smallWeights[to] = sum / 4;
    }
  }
  const coarse = spreadColours(smallColours, smallWeights, half, levels - 1);
  const outColours = new Float32Array(size * size * 3);
  const outWeights = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const v = Math.min(half - 1, Math.max(0, (y - 0.5) / 2));
    const v0 = Math.floor(v);
    const v1 = Math.min(half - 1, v0 + 1);
    for (let x = 0; x < size; x++) {
      const u = Math.min(half - 1, Math.max(0, (x - 0.5) / 2));
      const u0 = Math.floor(u);
      const u1 = Math.min(half - 1, u0 + 1);
      const p = y * size + x;
      blendCorners(coarse, half, u0, u1, v0, v1, u - u0, v - v0, outColours, outWeights, p);
      const own = weights[p];
      for (let c = 0; c < 3; c++) {
        outColours[p * 3 + c] += own * (colours[p * 3 + c] - outColours[p * 3 + c]);
      }
      outWeights[p] = Math.max(own, outWeights[p]);
    }
  }
  return { colours: outColours, weights: outWeights };
}

/** Bilinear mean of four coarse pixels, colours counted by weight. */
function blendCorners(
  coarse: { colours: Float32Array; weights: Float32Array },
  size: number,
  u0: number,
  u1: number,
  v0: number,
  v1: number,
  fu: number,
  fv: number,
  colours: Float32Array,
  weights: Float32Array,
  p: number,
): void {
  let total = 0;
  for (let k = 0; k < 4; k++) {
    const from = ((k & 2) === 0 ? v0 : v1) * size + ((k & 1) === 0 ? u0 : u1);
    const w = ((k & 2) === 0 ? 1 - fv : fv) * ((k & 1) === 0 ? 1 - fu : fu) * coarse.weights[from];
    total += w;
    for (let c = 0; c < 3; c++) colours[p * 3 + c] += w * coarse.colours[from * 3 + c];
  }
  if (total > 0) for (let c = 0; c < 3; c++) colours[p * 3 + c] /= total;
  weights[p] = total;
}
