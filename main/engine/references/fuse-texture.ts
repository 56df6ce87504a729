import type { PersonSurface, PersonView } from '../export/gather-views';
import { unwrapTexture } from '../export/unwrap-texture';
import type { FaceModel } from '../geometry/types';
import type { UvTexture } from '../geometry/uv-texture';
import { fitPerson, personOfPictures, type FacePicture } from './picture-person';

/** Edge of the texture, texels: a face fills a third of it, about as many as pixels of the largest crop. */
const textureSize = 512;

/**
 * A person's skin without its light, fused from views of them; what none shows is filled in by symmetry and the face
 * model. Memory is shared, so that handing it from thread to thread costs nothing.
 * @param views at least one, weighted by how well they show the person
 */
export function fuseViews(surface: PersonSurface, views: readonly PersonView[]): UvTexture {
  const best = [...views].sort((a, b) => b.weight - a.weight);
  const { data: levels } = unwrapTexture(surface, best, textureSize, undefined, 'delit');
  const data = new Float32Array(new SharedArrayBuffer(4 * levels.length));
  for (let i = 0; i < levels.length; i++) data[i] = levels[i] / 255;
  return { size: textureSize, data };
}

/**
 * The same from pictures that have nothing to do with the clip: who they show is fitted to them alone.
 * @param pictures at least one, all of the same person
 */
export function fuseTexture(model: FaceModel, pictures: readonly FacePicture[]): UvTexture {
  const person = personOfPictures(model, pictures);
  const surface = { model, neutral: person.neutral, albedo: person.colours };
  const views = pictures.map(({ image, landmarks, camera, weight }) => {
    return { image, camera, weight, fit: fitPerson(image, landmarks, person, model, camera) };
  });
  return fuseViews(surface, views);
}
