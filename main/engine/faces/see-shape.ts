import type { SeenShape } from '../geometry/seen-shape';
import { apply, rotationOfRadians } from '../geometry/similarity';
import type { InferencePool } from '../inference/inference-pool';
import { cutPicture } from '../inference/picture-feed';
import type { RgbImage } from '../pixels/image';
import { fivePointsOf } from './five-points';
import { meshPicture, regionOfLandmarks } from './landmark-region';
import { isPoor } from './read-coefficients';

/**
 * The shape and the turn of a head, from its pixels and its landmarks together.
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
  const points = new Float32Array((landmarks.length / 3) * 2);
  for (let p = 0; 2 * p < points.length; p++) {
    points.set(apply(tensorFromFrame, landmarks[3 * p], landmarks[3 * p + 1]), 2 * p);
  }
  const said = await pool.run(
    'shape',
    () => ({
      image: cutPicture(image, tensorFromFrame, meshPicture),
      landmarks: { data: points, dims: [1, points.length / 2, 2] },
    }),
    { signal, weight: 'light' },
  );
  const [pitch, yaw, roll] = said.turn.data;
  // The network tells the roll in its own picture, which is turned so that the eyes are level.
  const turn = Float32Array.of(pitch, yaw, roll + rotationOfRadians(tensorFromFrame));
  return { shape: said.shape.data, shapeSigma: said.shapeSigma.data, turn };
}
