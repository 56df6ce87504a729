import type { Camera, Pose } from './types';

/**
 * Focal length over the longer side of the frame when nothing is known: 45 degrees of view, between a phone's main
 * lens (about 1.0 in portrait video) and a portrait lens (2 and more).
 */
export const defaultFocalRatio = 1.2;

/** The camera of a frame about which only its size is known. `focalPixels` overrides the guess. */
export function defaultCamera(width: number, height: number, focalPixels?: number): Camera {
  return {
    focalPixels: focalPixels ?? defaultFocalRatio * Math.max(width, height),
    centreX: width / 2,
    centreY: height / 2,
  };
}

/** R = Rz(roll) Ry(yaw) Rx(pitch), row by row, into `out` [9]. */
export function rotationMatrix(
  pitchRadians: number,
  yawRadians: number,
  rollRadians: number,
  out: Float64Array = new Float64Array(9),
): Float64Array {
  const cp = Math.cos(pitchRadians);
  const sp = Math.sin(pitchRadians);
  const cy = Math.cos(yawRadians);
  const sy = Math.sin(yawRadians);
  const cr = Math.cos(rollRadians);
  const sr = Math.sin(rollRadians);
  out[0] = cr * cy;
  out[1] = cr * sy * sp - sr * cp;
  out[2] = cr * sy * cp + sr * sp;
  out[3] = sr * cy;
  out[4] = sr * sy * sp + cr * cp;
  out[5] = sr * sy * cp - cr * sp;
  out[6] = -sy;
  out[7] = cy * sp;
  out[8] = cy * cp;
  return out;
}

export function rotationOf(pose: Pose): Float64Array {
  return rotationMatrix(pose.pitchRadians, pose.yawRadians, pose.rollRadians);
}

/** The angles of a rotation matrix in the order of `rotationMatrix`; yaw lies within +-90 degrees. */
export function anglesOf(r: ArrayLike<number>): {
  pitchRadians: number;
  yawRadians: number;
  rollRadians: number;
} {
  const sy = Math.min(1, Math.max(-1, -r[6]));
  return {
    pitchRadians: Math.atan2(r[7], r[8]),
    yawRadians: Math.asin(sy),
    rollRadians: Math.atan2(r[3], r[0]),
  };
}

/** p_camera = R p_model + translation for [n,3] points, mm; `out` may be `points`. */
export function toCamera(pose: Pose, points: Float32Array, out: Float32Array): void {
  const r = rotationOf(pose);
  const [tx, ty, tz] = pose.translation;
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i];
    const y = points[i + 1];
    const z = points[i + 2];
    out[i] = r[0] * x + r[1] * y + r[2] * z + tx;
    out[i + 1] = r[3] * x + r[4] * y + r[5] * z + ty;
    out[i + 2] = r[6] * x + r[7] * y + r[8] * z + tz;
  }
}

/** Turns [n,3] directions by R; `out` may be `directions`. */
export function rotateDirections(r: ArrayLike<number>, directions: Float32Array, out: Float32Array): void {
  for (let i = 0; i < directions.length; i += 3) {
    const x = directions[i];
    const y = directions[i + 1];
    const z = directions[i + 2];
    out[i] = r[0] * x + r[1] * y + r[2] * z;
    out[i + 1] = r[3] * x + r[4] * y + r[5] * z;
    out[i + 2] = r[6] * x + r[7] * y + r[8] * z;
  }
}

/** Frame positions (u, v) of [n,3] camera-space points, into `out` [n,2]. Points must lie before the camera (z < 0). */
export function projectCameraPoints(camera: Camera, points: Float32Array, out: Float32Array): void {
  const f = camera.focalPixels;
  for (let i = 0, o = 0; i < points.length; i += 3, o += 2) {
    const inverse = f / -points[i + 2];
    out[o] = camera.centreX + points[i] * inverse;
    out[o + 1] = camera.centreY - points[i + 1] * inverse;
  }
}

/** Frame positions [n,2] of [n,3] model-space points, mm. */
export function projectModelPoints(camera: Camera, pose: Pose, points: Float32Array): Float32Array {
  const inCamera = new Float32Array(points.length);
  toCamera(pose, points, inCamera);
  const out = new Float32Array((points.length / 3) * 2);
  projectCameraPoints(camera, inCamera, out);
  return out;
}
