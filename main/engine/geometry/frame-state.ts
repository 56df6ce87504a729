/** Rows of a landmark array: x, y in frame pixels and a relative z. */
export const landmarkStride = 3;

/** One frame's unknowns while they are being fitted. */
export interface FrameState {
  /** [9] cameraFromModel, row by row */
  readonly rotation: Float64Array;
  /** [3] mm, camera space */
  readonly translation: Float64Array;
  /** [E] 0..1 */
  readonly expression: Float64Array;
}

/** Distance between the eyes in pixels: between the middles of the two pairs of eye corners. */
export function interOcularPixels(landmarks: Float32Array): number {
  const s = landmarkStride;
  const x = (landmarks[33 * s] + landmarks[133 * s] - landmarks[263 * s] - landmarks[362 * s]) / 2;
  const y =
    (landmarks[33 * s + 1] + landmarks[133 * s + 1] - landmarks[263 * s + 1] - landmarks[362 * s + 1]) / 2;
  return Math.max(1, Math.hypot(x, y));
}
