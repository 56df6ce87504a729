import { albedoColours } from '../geometry/shape';
import { neutralFace } from '../geometry/vertex-correction';
import type { UvTexture } from '../geometry/uv-texture';
import type { FaceModel } from '../geometry/types';

/** A person as the render needs it. */
export interface RenderedPerson {
  /** Tells this person's shape and albedo from all others'. */
  readonly key: string;
  /** [K] standard deviations. */
  readonly shape: Float32Array;
  /** [478,3] mm beyond the modes; empty for none. */
  readonly correction: Float32Array;
  /** [A] standard deviations. */
  readonly albedo: Float32Array;
  /** The skin that the prior wears in the place of the albedo's: from sharper pictures. */
  readonly texture?: UvTexture | undefined;
  /** 0..1, times the strength of the job. */
  readonly strength: number;
}

export interface PersonMesh {
  /** [V,3] mm, the neutral face. */
  readonly neutral: Float32Array;
  /** [V,3] sRGB 0..1. */
  readonly colours: Float32Array;
}

/** More people than this at a time are made again when they come back. */
const keptPeople = 32;
const meshesOfModel = new WeakMap<FaceModel, Map<string, PersonMesh>>();

/** The person's neutral face, made once for each thread. */
export function meshOf(model: FaceModel, person: RenderedPerson): PersonMesh {
  let meshes = meshesOfModel.get(model);
  if (meshes === undefined) meshesOfModel.set(model, (meshes = new Map<string, PersonMesh>()));
  let mesh = meshes.get(person.key);
  if (mesh === undefined) {
    mesh = { neutral: neutralFace(model, person), colours: albedoColours(model, person.albedo) };
    const [oldest] = meshes.keys();
    if (meshes.size >= keptPeople) meshes.delete(oldest);
    meshes.set(person.key, mesh);
  }
  return mesh;
}
