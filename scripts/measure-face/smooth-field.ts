import { gaussian } from '../../native-models/facemesh-attention/calibrate/random-performance';

/** Waves a field is made of: its covariance is the kernel's up to about 1 / sqrt(waves). */
const waves = 240;

/**
 * Draws a smooth random displacement of points: each axis a Gaussian process with a Matern-3/2 kernel, sampled by its
 * spectral density, a multivariate t with three degrees of freedom (random Fourier features, Rahimi & Recht 2007).
 * Rougher than the squared-exponential kernel that the built-in model's own smooth modes come from.
 * @param points [n,3] mm
 * @param lengthMillimetres the kernel's length
 * @param deviationMillimetres standard deviation of each axis
 * @param out [n,3] mm, added to
 */
export function addSmoothField(
  points: ArrayLike<number>,
  lengthMillimetres: number,
  deviationMillimetres: number,
  random: () => number,
  out: Float64Array,
): void {
  const scale = deviationMillimetres * Math.sqrt(2 / waves);
  for (let wave = 0; wave < waves; wave++) {
    const spread = gaussian(random) ** 2 + gaussian(random) ** 2 + gaussian(random) ** 2;
    const tail = Math.sqrt(3 / Math.max(spread, 0.2)) / lengthMillimetres;
    const [wx, wy, wz] = [gaussian(random) * tail, gaussian(random) * tail, gaussian(random) * tail];
    const phase = 2 * Math.PI * random();
    const amplitude = [gaussian(random) * scale, gaussian(random) * scale, gaussian(random) * scale];
    for (let i = 0; i < points.length; i += 3) {
      const value = Math.cos(wx * points[i] + wy * points[i + 1] + wz * points[i + 2] + phase);
      out[i] += amplitude[0] * value;
      out[i + 1] += amplitude[1] * value;
      out[i + 2] += amplitude[2] * value;
    }
  }
}
