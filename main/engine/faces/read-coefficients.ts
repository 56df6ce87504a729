import { cropFromFrameOf } from '../geometry/align-crop';
import { readingSize, type FaceReading } from '../geometry/face-reading';
import type { InferencePool } from '../inference/inference-pool';
import { cutPicture } from '../inference/picture-feed';
import type { RgbImage } from '../pixels/image';
import { interOcularDistance } from './five-points';

/** Eyes of a face 52 px wide, from which on `landmarkReliability` asks nothing of the pixels. */
const poorEyeDistance = 23.4;

/**
 * Faces whose landmarks are so unsure that the pixels are asked beside.
 * @param resolution pixels of the original picture a frame pixel, where the frame is its enlargement
 */
export function isPoor(fivePoints: Float32Array, resolution = 1): boolean {
  return resolution * interOcularDistance(fivePoints) < poorEyeDistance;
}

/**
 * The 3D face's coefficients straight from the pixels of the aligned crop, with how sure each is.
 * @param fivePoints frame pixels, see five-points.ts
 * Errors: those of the pool.
 */
export async function readCoefficients(
  image: RgbImage,
  fivePoints: ArrayLike<number>,
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<FaceReading> {
  const tensorFromFrame = cropFromFrameOf(fivePoints, readingSize);
  const request = {
    width: readingSize,
    height: readingSize,
    scale: 1 / 255,
    offset: 0,
    outside: 'border',
  } as const;
  const { coefficients, sigma } = await pool.run(
    'coefficients',
    () => ({ faceNchw: cutPicture(image, tensorFromFrame, request) }),
    { signal, weight: 'light' },
  );
  return { coefficients: coefficients.data, sigma: sigma.data };
}
