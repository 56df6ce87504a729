import { fitSimilarity } from '../geometry/similarity';
import type { InferencePool } from '../inference/inference-pool';
import { cutPicture } from '../inference/picture-feed';
import type { RgbImage } from '../pixels/image';

const identitySize = 112;
/** Where ArcFace (Deng et al. 2019) puts the five points in its 112 px crop. */
const arcFacePoints = [
  38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041,
];

/**
 * 256 numbers of unit length that tell people apart: their dot product is about 0.17 between people and above 0.73
 * for one face under change.
 * @param fivePoints frame pixels, see five-points.ts
 * Errors: those of the pool.
 */
export async function embedFace(
  image: RgbImage,
  fivePoints: Float32Array,
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const tensorFromFrame = fitSimilarity(fivePoints, arcFacePoints);
  const request = {
    width: identitySize,
    height: identitySize,
    scale: 1,
    offset: 0,
    outside: 'border',
  } as const;
  const { embedding } = await pool.run(
    'identity',
    () => ({ image: cutPicture(image, tensorFromFrame, request) }),
    { signal, weight: 'light' },
  );
  return normalise(embedding.data);
}

/** Scales to unit length, in place; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i] * vector[i];
  if (sum > 0) {
    const factor = 1 / Math.sqrt(sum);
    for (let i = 0; i < vector.length; i++) vector[i] *= factor;
  }
  return vector;
}

/** Cosine of two unit vectors. */
export function similarityOf(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i] * b[i];
  return dot;
}
