/**
 * The one aligned crop of training and inference. Five points (left eye centre, right eye centre, nose tip, left and
 * right mouth corner, in image order) sit at these places of the unit square; multiply by the crop's size in pixels.
 * The inter-ocular distance is 0.30 of the crop (76.8 px at 256), which keeps hairline, chin and ears in view.
 * Proportions are those of the five-point template customary since SphereFace/ArcFace, widened around the face.
 */
export const canonicalFivePoints: readonly (readonly [number, number])[] = [
  [0.35, 0.4],
  [0.65, 0.4],
  [0.501, 0.572],
  [0.378, 0.747],
  [0.624, 0.747],
];

/** Working size of the restorer, pixels. */
export const workingCropSize = 256;
