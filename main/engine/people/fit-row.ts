import type { FaceFit } from '../geometry/types';

/** Number of spherical-harmonics coefficients: 3 colours x 9. */
const lightCount = 27;
const poseCount = 6;
const fivePointCount = 10;

/** Column offsets of one row of the fit tables for a model with `expressionModes` expressions. */
export interface FitLayout {
  readonly columns: number;
  readonly expressionModes: number;
  /** pitch, yaw, roll (radians), x, y, z (mm). */
  readonly pose: number;
  readonly expression: number;
  readonly light: number;
  /** x, y of the five alignment points, frame pixels. */
  readonly fivePoints: number;
  readonly reprojectionError: number;
}

export function fitLayout(expressionModes: number): FitLayout {
  const expression = poseCount;
  const light = expression + expressionModes;
  const fivePoints = light + lightCount;
  const reprojectionError = fivePoints + fivePointCount;
  return {
    columns: reprojectionError + 1,
    expressionModes,
    pose: 0,
    expression,
    light,
    fivePoints,
    reprojectionError,
  };
}

export function packFit(layout: FitLayout, fit: FaceFit, fivePoints: Float32Array, out: Float32Array): void {
  const { pose } = fit;
  out[0] = pose.pitchRadians;
  out[1] = pose.yawRadians;
  out[2] = pose.rollRadians;
  out.set(pose.translation, 3);
  out.set(fit.expression, layout.expression);
  out.set(fit.light, layout.light);
  out.set(fivePoints, layout.fivePoints);
  out[layout.reprojectionError] = fit.reprojectionError;
}

/** The fit and the five points in a row; arrays are views into `row`. */
export function unpackFit(layout: FitLayout, row: Float32Array): { fit: FaceFit; fivePoints: Float32Array } {
  const fit: FaceFit = {
    pose: {
      pitchRadians: row[0],
      yawRadians: row[1],
      rollRadians: row[2],
      translation: [row[3], row[4], row[5]],
    },
    expression: row.subarray(layout.expression, layout.expression + layout.expressionModes),
    light: row.subarray(layout.light, layout.light + lightCount),
    reprojectionError: row[layout.reprojectionError],
  };
  return { fit, fivePoints: row.subarray(layout.fivePoints, layout.fivePoints + fivePointCount) };
}
