/** How far the fit to landmarks errs by itself. */
export interface LandmarkReliability {
  /** Standard deviations of pitch, yaw, roll (radians), x, y (crop edges), ln scale: crop-pose.ts. */
  readonly pose: readonly number[];
  /** Of an expression weight. */
  readonly expression: number;
}

/**
 * What poor pixels add to the fit's errors, by the face's width in pixels: rms over 32 drawn faces, less their error at
 * 128 px, and 16 photographs, against the fit of the sharp picture (`node dist/measure-face.js poor --training`). What
 * sharp landmarks are misread by is not counted, so that pixels say less than they might.
 */
const measured: readonly (LandmarkReliability & { readonly facePixels: number })[] = [
  { facePixels: 16, pose: [0.112, 0.118, 0.051, 0.024, 0.018, 0.042], expression: 0.171 },
  { facePixels: 24, pose: [0.082, 0.09, 0.049, 0.019, 0.011, 0.04], expression: 0.167 },
  { facePixels: 32, pose: [0.067, 0.042, 0.027, 0.008, 0.008, 0.028], expression: 0.134 },
  // Measured less at 48 px, and set to nothing soon after: there landmarks alone are as good, and nothing must jump.
  { facePixels: 52, pose: [0, 0, 0, 0, 0, 0], expression: 0 },
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
