import { cropPoseOf, headAnchor, poseOfCrop } from './crop-pose';
import { deep3dCropSize } from './deep3d-crop';
import { anglesOf, rotationMatrix, rotationOf } from './projection';
import { identitySimilarity } from './similarity';
import type { Camera, FaceModel, Pose, PublishedAxes, Similarity } from './types';

/** Where each part starts in the 257 numbers of Deep3DFaceReconstruction (Deng et al. 2019). */
export const deep3dLayout = {
  identity: [0, 80],
  expression: [80, 144],
  texture: [144, 224],
  angles: [224, 227],
  light: [227, 254],
  translation: [254, 257],
} as const;
export const deep3dLength = 257;

/** The camera of the 224 px crop, which looks from `deep3dDistance` decimetres at the origin. */
export const deep3dCamera: Camera = { focalPixels: 1015, centreX: 112, centreY: 112 };
export const deep3dDistance = 10;
const millimetresPerDecimetre = 100;

/** A model whose numbers are those that Deep3DFaceReconstruction's networks give. */
export type Deep3dBasis = FaceModel & { readonly publishedAxes: PublishedAxes };

/** Whether the 257 numbers mean this model's modes, axes and light. */
export function isDeep3dBasis(model: FaceModel): model is Deep3dBasis {
  const { publishedAxes, identityModes, expressionNames, albedoModes, expressionDeviations } = model;
  const counts = [identityModes, expressionNames.length, albedoModes].join();
  return publishedAxes !== undefined && expressionDeviations !== undefined && counts === '80,64,80';
}

/** What the 257 numbers say of one face, in this model's terms. */
export interface ReadFace {
  /** [80] standard deviations */
  readonly identity: Float32Array;
  /** [64] weights of the model's expressions, within -1..1 */
  readonly expression: Float32Array;
  /** [80] standard deviations */
  readonly albedo: Float32Array;
  /** [27], DC without the 0.8, as ours */
  readonly light: Float32Array;
  readonly pose: Pose;
}

/**
 * The numbers of a network as a fit of ours. The published camera sees p_camera = R p + t, R = Rz Ry Rx, decimetres, at
 * (112 + 1015 x / (10 - z), 112 + 1015 y / (10 - z)), y upwards; the face is put before the frame's camera so that it shows
 * at the same place and size, turned alike against the line of sight.
 * @param cropFromFrame of the 224 px crop that the network was given
 */
export function readFaceOf(
  numbers: Float32Array,
  model: Deep3dBasis,
  camera: Camera,
  cropFromFrame: Similarity,
): ReadFace {
  const part = ([from, to]: readonly [number, number]): Float32Array => numbers.slice(from, to);
  const [pitch, yaw, roll] = part(deep3dLayout.angles);
  const moved = part(deep3dLayout.translation);
  const { rotation: axes, translation: origin } = model.publishedAxes;
  const rotation = timesTransposed(rotationMatrix(pitch, yaw, roll), axes);
  const place = [moved[0], moved[1], moved[2] - deep3dDistance].map(
    (value, row) => value * millimetresPerDecimetre - rowTimes(rotation, row, origin),
  );
  const inCrop: Pose = { ...anglesOf(rotation), translation: [place[0], place[1], place[2]] };
  const anchor = headAnchor(model);
  const seen = cropPoseOf(inCrop, anchor, deep3dCamera, identitySimilarity, deep3dCropSize);
  const deviations = model.expressionDeviations ?? 1;
  return {
    identity: part(deep3dLayout.identity),
    expression: part(deep3dLayout.expression).map((value) => Math.min(1, Math.max(-1, value / deviations))),
    albedo: part(deep3dLayout.texture),
    light: part(deep3dLayout.light),
    pose: poseOfCrop(seen, anchor, camera, cropFromFrame, deep3dCropSize),
  };
}

/** The way back of the pose: angles, then translation in decimetres, as the network would say them. */
export function publishedPose(
  pose: Pose,
  model: Deep3dBasis,
  camera: Camera,
  cropFromFrame: Similarity,
): { readonly angles: readonly number[]; readonly translation: readonly number[] } {
  const { rotation: axes, translation: origin } = model.publishedAxes;
  const anchor = headAnchor(model);
  const seen = cropPoseOf(pose, anchor, camera, cropFromFrame, deep3dCropSize);
  const inCrop = poseOfCrop(seen, anchor, deep3dCamera, identitySimilarity, deep3dCropSize);
  const rotation = rotationOf(inCrop);
  const { pitchRadians, yawRadians, rollRadians } = anglesOf(times(rotation, axes));
  const place = inCrop.translation.map(
    (value, row) => (value + rowTimes(rotation, row, origin)) / millimetresPerDecimetre,
  );
  return {
    angles: [pitchRadians, yawRadians, rollRadians],
    translation: [place[0], place[1], place[2] + deep3dDistance],
  };
}

function rowTimes(matrix: ArrayLike<number>, row: number, [x, y, z]: readonly number[]): number {
  return matrix[3 * row] * x + matrix[3 * row + 1] * y + matrix[3 * row + 2] * z;
}

/** [9] A B */
function times(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: 9 }, (_, i) =>
    rowTimes(a, Math.floor(i / 3), [b[i % 3], b[3 + (i % 3)], b[6 + (i % 3)]]),
  );
}

/** [9] A B transposed */
function timesTransposed(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: 9 }, (_, i) =>
    rowTimes(a, Math.floor(i / 3), [b[3 * (i % 3)], b[3 * (i % 3) + 1], b[3 * (i % 3) + 2]]),
  );
}
