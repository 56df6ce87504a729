import { faceSurface } from '../../geometry/face-surface';
import { projectModelPoints, rotationOf } from '../../geometry/projection';
import { alignRigidly } from '../../geometry/rigid-alignment';
import { expressedShape, surfacePositions } from '../../geometry/shape';
import type { Camera, FaceModel, Pose } from '../../geometry/types';
import type { FaceVolume } from '../../volume/volume-network';
import type { SmallFaceFit } from '../fit-small-face';

/** The angle of the turn from one head to the other, degrees. */
export function poseDegrees(a: Pose, b: Pose): number {
  const [first, second] = [rotationOf(a), rotationOf(b)];
  const trace = first.reduce((sum, value, i) => sum + value * second[i], 0);
  return (Math.acos(Math.max(-1, Math.min(1, (trace - 1) / 2))) * 180) / Math.PI;
}

/** Root mean square difference of coefficients in one order and unit. */
export function coefficientDistance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}

/** Vertices [V,3] of the face as its picture shows it, mm, model space. */
export function expressedFace(model: FaceModel, { neutral, fit }: SmallFaceFit): Float32Array {
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, fit.expression, vertices);
  return vertices;
}

/** Mean distance over the face's area of vertices of one name, after turning and shifting, mm. @param found, truth [V,3] mm */
export function meshMillimetres(model: FaceModel, found: Float32Array, truth: Float32Array): number {
  const surface = faceSurface(model);
  const moved = alignRigidly(surface, found, truth);
  return surface.vertices.reduce((sum, vertex, i) => {
    const [x, y, z] = [0, 1, 2].map((c) => moved[3 * vertex + c] - truth[3 * vertex + c]);
    return sum + surface.area[i] * Math.hypot(x, y, z);
  }, 0);
}

/** The 478 landmarks of the mesh in the picture, [478,2] pixels. @param vertices [V,3] mm, model space */
export function meshLandmarks(
  model: FaceModel,
  vertices: Float32Array,
  pose: Pose,
  camera: Camera,
): Float32Array {
  return projectModelPoints(camera, pose, surfacePositions(model.triangles, model.landmarks478, vertices));
}

/** Mean distance of points of one name. @param a, b [n,2] */
export function meanDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) sum += Math.hypot(a[i] - b[i], a[i + 1] - b[i + 1]);
  return sum / (a.length / 2);
}

/** Intersection over union of what two volumes of one crop enclose, 0..1. */
export function volumeOverlap(
  a: Pick<FaceVolume, 'volume' | 'iso'>,
  b: Pick<FaceVolume, 'volume' | 'iso'>,
): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.volume.data.length; i++) {
    const [inA, inB] = [a.volume.data[i] >= a.iso, b.volume.data[i] >= b.iso];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return both / either;
}
