import { cropPoseOf, headAnchor, poseOfCrop } from './crop-pose';
import { rotationOf } from './projection';
import { identitySimilarity } from './similarity';
import { smoothStep } from './smooth-step';
import type { Camera, FaceModel, Pose } from './types';

/**
 * What the network's turn counts beside that of the landmarks: of 500 held-out renders about the least mean error, with the
 * lens given and, against the line of sight, without (`node dist/measure-face.js turns`).
 */
const usualShare = 0.7;
/** Heads in the renders that the network learnt from are turned up to the first; from the second on it says nothing. */
const knownTurns = [45, 60].map((degrees) => (degrees * Math.PI) / 180);
/** The line of sight moves a little with the turn. */
const rounds = 2;
/** The head's origin, against the line of sight to which the network tells turns. */
const origin = [0, 0, 0] as const;

/**
 * Turns a head towards what the shape network sees, about the middle of its face, which stays where it is in the picture.
 * Where the lens is assumed, nobody knows where the line of sight leads: the head is turned right against it, which is what
 * the picture shows, and the camera's axes are as wrong as they were.
 * @param turn [3] pitch, yaw and roll, radians, against the line of sight to the head's origin and the frame's axes
 * @param share 0: leaves the pose as it is, 1: as the network sees it, as far as the head is not turned away
 */
export function weighTurn(
  model: FaceModel,
  pose: Pose,
  turn: Float32Array,
  camera: Camera,
  share = usualShare,
): Pose {
  const middle = headAnchor(model);
  const place = placeOf(pose, middle);
  const found = cropPoseOf(pose, origin, camera, identitySimilarity, 1);
  const trust = share * smoothStep(knownTurns[1], knownTurns[0], Math.abs(found.yawRadians));
  const towards = (from: number, to: number): number => from + trust * (to - from);
  const wanted = {
    pitchRadians: towards(found.pitchRadians, turn[0]),
    yawRadians: towards(found.yawRadians, turn[1]),
    rollRadians: towards(found.rollRadians, turn[2]),
  };
  let weighed = pose;
  for (let round = 0; round < rounds; round++) {
    const seen = { ...cropPoseOf(weighed, origin, camera, identitySimilarity, 1), ...wanted };
    const about = poseOfCrop(seen, origin, camera, identitySimilarity, 1);
    const moved = placeOf(about, middle);
    const translation = about.translation.map((v, axis) => v + place[axis] - moved[axis]);
    weighed = { ...about, translation: [translation[0], translation[1], translation[2]] };
  }
  return weighed;
}

/** A point of the head in the camera's space, mm. */
function placeOf(pose: Pose, [x, y, z]: readonly [number, number, number]): readonly number[] {
  const r = rotationOf(pose);
  return pose.translation.map((t, row) => r[3 * row] * x + r[3 * row + 1] * y + r[3 * row + 2] * z + t);
}
