/** How far the fit to landmarks errs by itself. */
export interface LandmarkReliability {
  /** Standard deviations of pitch, yaw, roll (radians), x, y (crop edges), ln scale: crop-pose.ts. */
  readonly pose: readonly number[];
  /** Of an expression weight. */
  readonly expression: number;
}

/**
 * Errors by the face's width in pixels, measured on faces of people held out from training (`node dist/measure-face.js
 * poor` prints them).
 */
const measured: readonly (LandmarkReliability & { readonly facePixels: number })[] = [
  { facePixels: 16, pose: [0.134, 0.085, 0.06, 0.023, 0.018, 0.046], expression: 0.217 },
  { facePixels: 24, pose: [0.102, 0.059, 0.038, 0.011, 0.013, 0.041], expression: 0.191 },
  { facePixels: 32, pose: [0.096, 0.041, 0.035, 0.009, 0.011, 0.035], expression: 0.183 },
  { facePixels: 48, pose: [0.026, 0.014, 0.005, 0.003, 0.005, 0.024], expression: 0.106 },
  { facePixels: 64, pose: [0.017, 0.012, 0.004, 0.003, 0.003, 0.013], expression: 0.083 },
];

/** Between two widths by the logarithm; as at the nearest beyond them. */
export function landmarkReliability(facePixels: number): LandmarkReliability {
  const next = measured.findIndex((row) => row.facePixels >= facePixels);
  if (next <= 0) return measured[next === 0 ? 0 : measured.length - 1];
  const [below, above] = [measured[next - 1], measured[next]];
  const share = Math.log(facePixels / below.facePixels) / Math.log(above.facePixels / below.facePixels);
  const between = (a: number, b: number): number => a + share * (b - a);
  return {
    pose: below.pose.map((value, i) => between(value, above.pose[i])),
    expression: between(below.expression, above.expression),
  };
}
