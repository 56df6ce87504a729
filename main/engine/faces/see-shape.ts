import type { SeenShape } from '../geometry/seen-shape';
import type { InferencePool } from '../inference/inference-pool';
import { cutPicture } from '../inference/picture-feed';
import type { RgbImage } from '../pixels/image';
import { fivePointsOf } from './five-points';
import { meshPicture, regionOfLandmarks } from './landmark-region';
import { isPoor } from './read-coefficients';

/**
 * The shape of a head, from its pixels and its landmarks together.
 * @param landmarks [478,3] frame pixels
 * @returns undefined for a face that is too small to tell
 * Errors: those of the pool.
 */
export async function seeShape(
  image: RgbImage,
  landmarks: Float32Array,
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<SeenShape | undefined> {
  if (isPoor(fivePointsOf(landmarks))) return undefined;
  const tensorFromFrame = regionOfLandmarks(landmarks);
  const { a, b, tx, ty } = tensorFromFrame;
  const points = new Float32Array((landmarks.length / 3) * 2);
  for (let p = 0; 2 * p < points.length; p++) {
    const [x, y] = [landmarks[3 * p], landmarks[3 * p + 1]];
    points[2 * p] = a * x - b * y + tx;
    points[2 * p + 1] = b * x + a * y + ty;
  }
  const said = await pool.run(
    'shape',
    () => ({
      image: cutPicture(image, tensorFromFrame, meshPicture),
      landmarks: { data: points, dims: [1, points.length / 2, 2] },
    }),
    { signal, weight: 'light' },
  );
  return { shape: said.shape.data, shapeSigma: said.shapeSigma.data };
}
