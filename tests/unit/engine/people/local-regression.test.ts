import { smoothColumns } from '../../../../main/engine/people/local-regression';

const n = 60;
const times = Float64Array.from({ length: n }, (_, i) => i / 25);
const even = new Float32Array(n).fill(1);
const window = { halfWidthSeconds: 0.16, degree: 2 } as const;

function smooth(values: Float32Array, weights = even, t = times): Float32Array {
  const out = new Float32Array(values.length);
  smoothColumns(values, 1, 0, 1, t, weights, window, out);
  return out;
}

describe('smoothColumns', () => {
  it('returns a parabola unchanged, edges included', () => {
    const values = Float32Array.from(times, (t) => 3 + 2 * t - 5 * t * t);
    const out = smooth(values);
    for (let i = 0; i < n; i++) expect(out[i]).toBeCloseTo(values[i], 4);
  });

  it('does so for uneven times and uneven trust', () => {
    const uneven = Float64Array.from(times, (t, i) => t + 0.012 * Math.sin(i * 1.7));
    const weights = Float32Array.from(times, (_, i) => 0.3 + (i % 3));
    const values = Float32Array.from(uneven, (t) => 1 - t + 4 * t * t);
    const out = smooth(values, weights, uneven);
    for (let i = 0; i < n; i++) expect(out[i]).toBeCloseTo(values[i], 4);
  });

  it('does not lag: a symmetric pulse stays symmetric about its peak', () => {
    const values = Float32Array.from(times, (_, i) => Math.exp(-(((i - 30) / 4) ** 2)));
    const out = smooth(values);
    for (let k = 1; k < 10; k++) expect(out[30 - k]).toBeCloseTo(out[30 + k], 5);
    expect(out[30]).toBeGreaterThan(0.95);
  });

  it('halves white noise at least', () => {
    let seed = 1;
    const noise = Float32Array.from({ length: n }, () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647 - 0.5;
    });
    const out = smooth(noise);
    const power = (x: Float32Array): number => x.subarray(5, n - 5).reduce((sum, v) => sum + v * v, 0);
    expect(power(out)).toBeLessThan(0.5 * power(noise));
  });

  it('gives an outlier of little trust little say', () => {
    const values = new Float32Array(n).fill(1);
    values[20] = 9;
    const weights = even.slice();
    weights[20] = 0.01;
    expect(smooth(values, weights)[20]).toBeLessThan(1.2);
  });
});
