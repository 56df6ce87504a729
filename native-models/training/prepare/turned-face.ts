import type { BakedPortrait } from '../../../assets/samples/generate/bake-portrait';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { rotationOf } from '../../../main/engine/geometry/projection';
import { renderTextured } from '../../../main/engine/geometry/render-textured';
import { expressedShape, identityShape, surfacePositions } from '../../../main/engine/geometry/shape';
import type { Camera, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import type { Placement } from '../../../main/engine/geometry/posed-mesh';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';
import { gaussian, performAtRandom } from '../../facemesh-attention/calibrate/random-performance';

/** Edge of the pictures, pixels: as loose as the portraits, so that hair and shoulders of one lie about the face of another. */
export const turnedSize = 384;
const raster = new Rasterizer(turnedSize);
const degree = Math.PI / 180;

/** A picture of a known face: everything about it is exact. */
export interface TurnedFace {
  readonly image: RgbImage;
  /** [K] standard deviations */
  readonly shape: Float32Array;
  /** [V,3] mm */
  readonly neutral: Float32Array;
  /** [27] */
  readonly light: readonly number[];
  readonly placement: Placement;
  readonly camera: Camera;
}

/**
 * The skin of one portrait on a face of random shape, expression and pose under random light, before another portrait:
 * after Zhu et al. 2016 (300W-LP), on whose turned faces VRN was trained too.
 * @param reshape how far the shape is drawn anew, 0 to 1
 */
export function turnedFace(
  model: FaceModel,
  baked: BakedPortrait,
  background: RgbImage,
  reshape: number,
  random: () => number,
): TurnedFace {
  const shape = baked.shape.map((v) => (1 - reshape) * v + reshape * gaussian(random));
  const neutral = identityShape(model, shape);
  const { expression, light } = performAtRandom(model, random);
  const wide = random() < 0.4;
  const yaw = wide ? 60 * (2 * random() - 1) : 18 * gaussian(random);
  const pose = {
    pitchRadians: degree * limit(10 * gaussian(random), 30),
    yawRadians: degree * limit(yaw, 60),
    rollRadians: degree * limit(8 * gaussian(random), 25),
  };
  const focalPixels = turnedSize * (1.2 + 1.8 * random());
  const eyesApart = turnedSize * (0.17 + 0.08 * random());
  const distance = (focalPixels * 63) / eyesApart;
  const camera: Camera = { focalPixels, centreX: turnedSize / 2, centreY: turnedSize / 2 };
  // The point between eyes and mouth comes to lie near the picture's centre.
  const centred: Placement = { pose: { ...pose, translation: [0, 0, -distance] }, expression };
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, expression, vertices);
  const [x, y, z] = turnedMiddle(model, vertices, centred);
  const spread = 6;
  const placement: Placement = {
    pose: {
      ...pose,
      translation: [-x + spread * gaussian(random), -y + spread * gaussian(random), -distance - z],
    },
    expression,
  };
  const image = createRgbImage(turnedSize, turnedSize);
  // Half the backgrounds as they are, hair and shoulders in place; the others some enlarged part of a portrait.
  const part = random() < 0.5 ? 1 : 1.5 + 2 * random();
  const enlarge = (turnedSize / background.width) * (0.9 + 0.5 * random()) * part;
  const away = (turnedSize - enlarge * background.width) / 2;
  const backgroundToImage: Similarity = {
    a: enlarge,
    b: 0.06 * gaussian(random),
    tx: away + 0.08 * part ** 2 * turnedSize * gaussian(random),
    ty: away + 0.08 * part ** 2 * turnedSize * gaussian(random),
  };
  warpImage(background, backgroundToImage, image, 'bilinear');
  const identity: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };
  renderTextured(raster, model, neutral, baked.texture, placement, camera, identity, image, { light });
  return { image, shape, neutral, placement, camera, light };
}

/** The middle of the five points, turned as the pose says, mm. */
function turnedMiddle(
  model: FaceModel,
  vertices: Float32Array,
  { pose }: Placement,
): [number, number, number] {
  const five = surfacePositions(model.triangles, model.landmarks5, vertices);
  const middle = [0, 0, 0];
  five.forEach((value, i) => (middle[i % 3] += value / 5));
  const r = rotationOf(pose);
  return [0, 3, 6].map((row) => r[row] * middle[0] + r[row + 1] * middle[1] + r[row + 2] * middle[2]) as [
    number,
    number,
    number,
  ];
}

function limit(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
