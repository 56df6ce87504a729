import type { FaceModel } from '../../../main/engine/geometry/types';
import type { BakedPortrait } from './bake-portrait';
import { neckColour } from './neck-colour';
import { SceneRenderer } from './render-scene';
import { bodyMesh, hairMesh, neckMesh } from './surround';

/**
 * A person with hair, neck and shoulders of random colours.
 * @param neutral [V,3] mm, the person's `identityShape`
 * @param size edge of the pictures it draws, pixels
 */
export function dressedPerson(
  model: FaceModel,
  neutral: Float32Array,
  texture: BakedPortrait['texture'],
  size: number,
  random: () => number,
): SceneRenderer {
  const hair = 0.05 + 0.55 * random();
  const surround = [
    {
      mesh: hairMesh([hair, hair * (0.7 + 0.25 * random()), hair * (0.4 + 0.5 * random())]),
      follows: 'head',
    },
    { mesh: neckMesh(neckColour(model, texture)), follows: 'head' },
    { mesh: bodyMesh([random(), random(), random()]), follows: 'body' },
  ] as const;
  return new SceneRenderer(model, neutral, texture, surround, size);
}
