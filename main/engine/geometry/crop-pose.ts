import { turn } from './initial-pose';
import { anglesOf, rotationMatrix, rotationOf } from './projection';
import { surfacePositions } from './shape';
import { apply, invert, rotationOfRadians, scaleOf } from './similarity';
import type { Camera, FaceModel, Pose, Similarity } from './types';

/**
 * Place and turn of a head as a square crop shows them, free of the camera: the turn against the line of sight and the
 * crop's own axes. It is what a network can tell from the crop alone.
 */
export interface CropPose {
  readonly pitchRadians: number;
  readonly yawRadians: number;
  readonly rollRadians: number;
  /** Where the crop shows the head's anchor, crop edges from its left and upper border. */
  readonly x: number;
  readonly y: number;
  /** ln of the crop edges that 100 mm take at the anchor's depth. */
  readonly logScale: number;
}

const unitMillimetres = 100;

/** A point of the head between eyes and mouth, mm: the middle of the five points of the mean face. */
export function headAnchor(model: FaceModel): [number, number, number] {
  const five = surfacePositions(model.triangles, model.landmarks5, model.mean);
  return [0, 1, 2].map((axis) => [0, 1, 2, 3, 4].reduce((sum, p) => sum + five[3 * p + axis] / 5, 0)) as [
    number,
    number,
    number,
  ];
}

/** The turn (Rodrigues vector) from straight ahead to a frame position. */
function turnToRay(camera: Camera, u: number, v: number): [number, number, number] {
  const right = (u - camera.centreX) / camera.focalPixels;
  const up = (camera.centreY - v) / camera.focalPixels;
  const across = Math.hypot(right, up);
  const angle = across < 1e-12 ? 1 : Math.atan(across) / across;
  return [up * angle, -right * angle, 0];
}

/** @param cropSize edge of the crop that `cropFromFrame` leads to, pixels */
export function cropPoseOf(
  pose: Pose,
  anchor: readonly [number, number, number],
  camera: Camera,
  cropFromFrame: Similarity,
  cropSize: number,
): CropPose {
  const rotation = rotationOf(pose);
  const [x, y, z] = [0, 1, 2].map(
    (row) =>
      rotation[3 * row] * anchor[0] +
      rotation[3 * row + 1] * anchor[1] +
      rotation[3 * row + 2] * anchor[2] +
      pose.translation[row],
  );
  const pixels = camera.focalPixels / -z;
  const [u, v] = [camera.centreX + pixels * x, camera.centreY - pixels * y];
  const [wx, wy] = turnToRay(camera, u, v);
  turn(rotation, -wx, -wy, 0);
  turn(rotation, 0, 0, -rotationOfRadians(cropFromFrame));
  const [cropX, cropY] = apply(cropFromFrame, u, v);
  return {
    ...anglesOf(rotation),
    x: cropX / cropSize,
    y: cropY / cropSize,
    logScale: Math.log((pixels * scaleOf(cropFromFrame) * unitMillimetres) / cropSize),
  };
}

/** The way back: the pose in the camera of the frame. */
export function poseOfCrop(
  seen: CropPose,
  anchor: readonly [number, number, number],
  camera: Camera,
  cropFromFrame: Similarity,
  cropSize: number,
): Pose {
  const [u, v] = apply(invert(cropFromFrame), seen.x * cropSize, seen.y * cropSize);
  const rotation = rotationMatrix(seen.pitchRadians, seen.yawRadians, seen.rollRadians);
  turn(rotation, 0, 0, rotationOfRadians(cropFromFrame));
  turn(rotation, ...turnToRay(camera, u, v));
  const pixels = (Math.exp(seen.logScale) * cropSize) / (unitMillimetres * scaleOf(cropFromFrame));
  const depth = camera.focalPixels / pixels;
  const place = [(u - camera.centreX) / pixels, (camera.centreY - v) / pixels, -depth];
  const translation = place.map(
    (value, row) =>
      value -
      rotation[3 * row] * anchor[0] -
      rotation[3 * row + 1] * anchor[1] -
      rotation[3 * row + 2] * anchor[2],
  ) as [number, number, number];
  return { ...anglesOf(rotation), translation };
}
