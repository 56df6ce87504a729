import type { LabMeasure } from '../../../preload/contract/lab';
import { embedFace, similarityOf } from '../faces/embed-face';
import { findLandmarks } from '../faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../faces/five-points';
import { meanLandmarkDistance } from '../faces/landmark-distance';
import { regionOfLandmarks } from '../faces/landmark-region';
import { sharpnessOfCrop } from '../faces/sharpness';
import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage } from '../pixels/image';
import type { Portrait } from './find-portraits';
import { lumaPsnr, lumaSsim } from './picture-measures';

/** Compares an enlarged face with the sharp one; see `protocolLines` for what the figures mean. */
export async function measureRestored(
  restored: RgbImage,
  { sharp, landmarks, embedding }: Portrait,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<Record<LabMeasure, number>> {
  const fivePoints = fivePointsOf(landmarks);
  const [found, seen] = await Promise.all([
    findLandmarks(restored, regionOfLandmarks(landmarks), pool, signal),
    embedFace(restored, fivePoints, pool, signal),
  ]);
  return {
    psnr: lumaPsnr(restored, sharp),
    ssim: lumaSsim(restored, sharp),
    identity: similarityOf(seen, embedding),
    landmarks: meanLandmarkDistance(found.points, landmarks) / interOcularDistance(fivePoints),
    sharpness: sharpnessOfCrop(restored) / sharpnessOfCrop(sharp),
  };
}
