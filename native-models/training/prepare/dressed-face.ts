import type { BakedPortrait } from '../../../assets/samples/generate/bake-portrait';
import { dressedPerson } from '../../../assets/samples/generate/dressed-person';
import { identityShape } from '../../../main/engine/geometry/shape';
import type { Camera, FaceModel } from '../../../main/engine/geometry/types';
import { gaussian, performAtRandom } from '../../facemesh-attention/calibrate/random-performance';
import type { KnownFace } from './known-face';

const largestCoefficient = 2.5;

/**
 * A random face with a portrait's skin, hair, neck and shoulders: nearly frontal, and turned.
 * @param size edge of the pictures, pixels
 */
export function dressedFaces(
  model: FaceModel,
  skin: BakedPortrait,
  random: () => number,
  size = 192,
): KnownFace[] {
  const shape = Float32Array.from({ length: model.identityModes }, () =>
    Math.max(-largestCoefficient, Math.min(largestCoefficient, gaussian(random))),
  );
  const neutral = identityShape(model, shape);
  const scene = dressedPerson(model, neutral, skin.texture, size, random);
  return [0.25, 1].map((turned): KnownFace => {
    const { pose, expression, light } = performAtRandom(model, random);
    const distance = 420 * (1600 / 420) ** random();
    const camera: Camera = {
      focalPixels: (size * (0.17 + 0.06 * random()) * distance) / 63,
      centreX: size / 2,
      centreY: size / 2,
    };
    const [x, y, z] = pose.translation;
    const placement = {
      pose: {
        pitchRadians: turned * pose.pitchRadians,
        yawRadians: turned * pose.yawRadians,
        rollRadians: turned * pose.rollRadians,
        translation: [((x / -z) * distance) / 2, -20 + (((y + 15) / -z) * distance) / 2, -distance] as const,
      },
      expression: random() < 0.3 ? expression.map((weight) => 0.15 * weight) : expression,
    };
    const image = scene.render(placement, camera, light);
    return { kind: 'dressed', image, camera, placement, shape, light, neutral };
  });
}
