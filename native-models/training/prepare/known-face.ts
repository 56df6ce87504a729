import { fivePointsOf } from '../../../main/engine/faces/five-points';
import { cropFromFrameOf } from '../../../main/engine/geometry/align-crop';
import { cropPoseOf, headAnchor } from '../../../main/engine/geometry/crop-pose';
import type { Placement } from '../../../main/engine/geometry/posed-mesh';
import { projectModelPoints, toCamera } from '../../../main/engine/geometry/projection';
import { expressedShape, surfacePositions } from '../../../main/engine/geometry/shape';
import { applyToPoints, compose } from '../../../main/engine/geometry/similarity';
import type { Camera, FaceModel } from '../../../main/engine/geometry/types';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';

/** A render in a studio, a render before a portrait, a photograph. */
export const faceKinds = ['dressed', 'turned', 'photograph'] as const;

/** A picture of a face and all that is known of it. */
export interface KnownFace {
  readonly kind: (typeof faceKinds)[number];
  readonly image: RgbImage;
  readonly camera: Camera;
  readonly placement: Placement;
  /** [K] standard deviations */
  readonly shape: Float32Array;
  /** [27] */
  readonly light: ArrayLike<number>;
  /** [478,3] x and y in the image's pixels, where they are known better than by the model */
  readonly landmarks?: Float32Array;
  /** [V,3] mm */
  readonly neutral: Float32Array;
}

/** Edge of the pictures that training gets, pixels, and how much more than the aligned crop they show. */
export const storedSize = 160;
export const storedMargin = 1.35;

/**
 * One row: uint8 [160,160,3], and float32: portrait, kind, held out, depth of the anchor (mm), pitch, yaw, roll,
 * x, y, ln scale (crop-pose.ts, of the stored picture), shape [K], expression [E], light [27], landmarks [478,2] (edges
 * of the stored picture).
 */
export function rowOf(
  model: FaceModel,
  face: KnownFace,
  portrait: number,
  isHeldOut: boolean,
): { picture: Uint8Array; truth: Float32Array } {
  const landmarks = face.landmarks ?? exactLandmarks(model, face);
  const shrink = 1 / storedMargin;
  const away = (storedSize * (1 - shrink)) / 2;
  const storedFromFrame = compose(
    { a: shrink, b: 0, tx: away, ty: away },
    cropFromFrameOf(fivePointsOf(landmarks), storedSize),
  );
  const crop = createRgbImage(storedSize, storedSize);
  warpImage(face.image, storedFromFrame, crop);
  const anchor = headAnchor(model);
  const { pose } = face.placement;
  const seen = cropPoseOf(pose, anchor, face.camera, storedFromFrame, storedSize);
  const anchorInCamera = Float32Array.from(anchor);
  toCamera(pose, anchorInCamera, anchorInCamera);
  const stored = Float32Array.from(landmarks);
  applyToPoints(storedFromFrame, stored, stored, 3);
  const points: number[] = [];
  for (let p = 0; p < stored.length; p += 3) points.push(stored[p] / storedSize, stored[p + 1] / storedSize);
  return {
    picture: crop.data,
    truth: Float32Array.from([
      portrait,
      faceKinds.indexOf(face.kind),
      isHeldOut ? 1 : 0,
      -anchorInCamera[2],
      ...[seen.pitchRadians, seen.yawRadians, seen.rollRadians, seen.x, seen.y, seen.logScale],
      ...face.shape,
      ...face.placement.expression,
      ...Array.from(face.light),
      ...points,
    ]),
  };
}

/** [478,3] where the model has the landmarks, pixels, z 0. */
export function exactLandmarks(
  model: FaceModel,
  { neutral, placement, camera }: Pick<KnownFace, 'neutral' | 'placement' | 'camera'>,
): Float32Array {
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, placement.expression, vertices);
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(camera, placement.pose, points);
  const landmarks = new Float32Array(points.length);
  for (let p = 0; p < points.length / 3; p++) landmarks.set([places[2 * p], places[2 * p + 1]], 3 * p);
  return landmarks;
}
