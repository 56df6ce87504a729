import { cropFromFrameOf } from './align-crop';
import { cropPoseOf, headAnchor, poseOfCrop, type CropPose } from './crop-pose';
import { landmarkReliability } from './landmark-reliability';
import { scaleOf } from './similarity';
import { calibratedFace } from './misreading-of';
import { lightLength } from './spherical-harmonics';
import type { Camera, FaceFit, FaceModel, Pose, Similarity } from './types';

/** Edge of the aligned crop that the coefficients' network reads, pixels. */
export const readingSize = 80;

/** What the network says: [6 + K + E + 27] as in native-models/training/coefficients, and each number's sigma. */
export interface FaceReading {
  readonly coefficients: Float32Array;
  readonly sigma: Float32Array;
}

const poseNumbers = 6;

/** Numbers of pose and expression in a reading. */
export function poseReadingLength(expressionModes: number): number {
  return poseNumbers + expressionModes;
}

/** Pose and expression as read off one frame: everything that weighs against its landmarks. */
export interface PoseReading {
  /** pitch, yaw, roll, x, y, ln scale (crop-pose.ts), expression [E] */
  readonly mean: Float32Array;
  readonly sigma: Float32Array;
  readonly cropFromFrame: Similarity;
  /** Width of the face in pixels of the picture it comes from, whichever way it looks. */
  readonly facePixels: number;
}

/** False for a reading of another face model's coefficients. */
export function isOfModel(reading: FaceReading, model: FaceModel): boolean {
  const { name, identityModes, expressionNames } = model;
  if (name !== calibratedFace) return false;
  return reading.coefficients.length === poseNumbers + identityModes + expressionNames.length + lightLength;
}

/** Pose and expression out of a reading: mean, then sigma, into `out` [2 (6 + E)]. */
export function packPoseReading(model: FaceModel, reading: FaceReading, out: Float32Array): void {
  const count = poseReadingLength(model.expressionNames.length);
  const expression = poseNumbers + model.identityModes;
  [reading.coefficients, reading.sigma].forEach((numbers, part) => {
    out.set(numbers.subarray(0, poseNumbers), part * count);
    out.set(numbers.subarray(expression, expression + count - poseNumbers), part * count + poseNumbers);
  });
}

/**
 * The way back; undefined where nothing was read (not a number).
 * @param fivePoints frame pixels, where the crop was cut
 * @param resolution pixels of the original picture a frame pixel, where the frame is its enlargement
 */
export function unpackPoseReading(
  row: Float32Array,
  fivePoints: ArrayLike<number>,
  resolution = 1,
): PoseReading | undefined {
  if (Number.isNaN(row[0])) return undefined;
  const count = row.length / 2;
  const cropFromFrame = cropFromFrameOf(fivePoints, readingSize);
  const mean = row.subarray(0, count);
  const facePixels = resolution * faceWidth(mean[5], cropFromFrame);
  return { mean, sigma: row.subarray(count), cropFromFrame, facePixels };
}

/**
 * Landmarks and pixels together, each by how sure it is: the product of two Gaussians, number by number, in the crop's
 * own terms (crop-pose.ts). Blinks are left to the lids (read-lids.ts): read off the pixels too they erred by 0.11 instead
 * of 0.09 on the sample clip at 72 to 128 px.
 */
export function weighReading(
  model: FaceModel,
  fit: Pick<FaceFit, 'pose' | 'expression'>,
  { mean, sigma, cropFromFrame, facePixels }: PoseReading,
  camera: Camera,
): { readonly pose: Pose; readonly expression: Float32Array } {
  const anchor = headAnchor(model);
  const found = cropPoseOf(fit.pose, anchor, camera, cropFromFrame, readingSize);
  const reliability = landmarkReliability(facePixels);
  const towards = (from: number, i: number, landmarkSigma: number): number => {
    const share = landmarkSigma ** 2 / (landmarkSigma ** 2 + sigma[i] ** 2);
    return from + share * (mean[i] - from);
  };
  const { pitchRadians, yawRadians, rollRadians, x, y, logScale } = found;
  const [pitch, yaw, roll, left, top, scale] = [pitchRadians, yawRadians, rollRadians, x, y, logScale].map(
    (value, i) => towards(value, i, reliability.pose[i]),
  );
  const together: CropPose = {
    ...{ pitchRadians: pitch, yawRadians: yaw, rollRadians: roll },
    ...{ x: left, y: top, logScale: scale },
  };
  return {
    pose: poseOfCrop(together, anchor, camera, cropFromFrame, readingSize),
    expression: fit.expression.map((value, e) =>
      model.expressionNames[e].startsWith('eyeBlink')
        ? value
        : Math.min(1, Math.max(0, towards(value, poseNumbers + e, reliability.expression))),
    ),
  };
}

const faceMillimetres = 140;

/** Frame pixels. */
function faceWidth(logScale: number, cropFromFrame: Similarity): number {
  const edgesInFace = (Math.exp(logScale) * faceMillimetres) / 100;
  return (edgesInFace * readingSize) / scaleOf(cropFromFrame);
}
