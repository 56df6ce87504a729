import { estimateLight } from '../geometry/estimate-light';
import { fitAlbedo } from '../geometry/fit-albedo';
import type { IdentityFrame } from '../geometry/fit-identity';
import { fitCorrection } from '../geometry/fit-correction';
import { fitFace } from '../geometry/fit-face';
import { misreadingOf } from '../geometry/misreading-of';
import { albedoColours } from '../geometry/shape';
import { personShape } from '../geometry/shape-reading';
import { sampleSkin } from '../geometry/skin-samples';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import { neutralFace } from '../geometry/vertex-correction';
import type { RgbImage } from '../pixels/image';

/** A picture of somebody with the place of their face: [478,3] landmarks, pixels of the image. */
export type FacePicture = IdentityFrame & { readonly image: RgbImage };

/** Who a face is, as a few pictures tell it. */
export interface PicturePerson {
  readonly shape: Float32Array;
  readonly correction: Float32Array;
  /** [V,3] mm */
  readonly neutral: Float32Array;
  /** [V,3] sRGB 0..1 */
  readonly colours: Float32Array;
}

/** @param pictures at least one, all of the same person */
export function personOfPictures(model: FaceModel, pictures: readonly FacePicture[]): PicturePerson {
  const shape = personShape(model, pictures);
  const misreading = misreadingOf(model);
  const correction = fitCorrection(model, shape, pictures, { misreading });
  const neutral = neutralFace(model, { shape, correction });
  const samples = pictures.map(({ image, landmarks, camera }) => {
    const pose = fitFace(model, landmarks, camera, { identity: shape, correction, misreading });
    return sampleSkin(model, neutral, pose, camera, image);
  });
  const { albedo } = fitAlbedo(model, samples);
  return { shape, correction, neutral, colours: albedoColours(model, albedo) };
}

/** Pose, expression and light of a known person in a picture. */
export function fitPerson(
  image: RgbImage,
  landmarks: Float32Array,
  { shape, correction, neutral, colours }: PicturePerson,
  model: FaceModel,
  camera: Camera,
): FaceFit {
  const known = { identity: shape, correction, misreading: misreadingOf(model) };
  const pose = fitFace(model, landmarks, camera, known);
  const light = estimateLight(model, sampleSkin(model, neutral, pose, camera, image), colours);
  return { ...pose, light };
}
