/**
 * Mean distance of points that belong together, in the picture, pixels.
 * @param a, b [n,3], of which x and y count
 */
export function meanLandmarkDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
  return sum / (a.length / 3);
}
