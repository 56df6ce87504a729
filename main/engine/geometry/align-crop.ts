import { canonicalFivePoints } from './canonical-crop';
import { fitSimilarity } from './similarity';
import type { Similarity } from './types';

/**
 * The aligned crop of a face: the similarity that carries its five points onto the canonical ones.
 * @param fivePoints 5 x (x, y) in frame pixels: left eye, right eye, nose tip, left and right mouth corner, image order
 * @param cropSize edge of the square crop, pixels
 */
export function cropFromFrameOf(fivePoints: ArrayLike<number>, cropSize: number): Similarity {
  const target = new Float64Array(10);
  for (let i = 0; i < 5; i++) {
    target[2 * i] = canonicalFivePoints[i][0] * cropSize;
    target[2 * i + 1] = canonicalFivePoints[i][1] * cropSize;
  }
  return fitSimilarity(fivePoints, target);
}
