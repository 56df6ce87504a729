import { rotateDirections, rotationOf, toCamera } from './projection';
import type { Rasterizer } from './rasterizer';
import { expressedShape, vertexNormals } from './shape';
import { apply } from './similarity';
import type { Camera, FaceFit, FaceModel, Similarity } from './types';

/** A face in one frame: everything per vertex that drawing needs. Made once a model and refilled for every frame. */
export interface PosedMesh {
  /** [V,3] mm, model space, expression applied */
  readonly vertices: Float32Array;
  /** [V,3] mm, camera space */
  readonly inCamera: Float32Array;
  /** [V,3] unit, camera space */
  readonly normals: Float32Array;
  /** [V] cosine between normal and the line of sight; negative = turned away */
  readonly facing: Float32Array;
  /** [V,2] pixels of the crop */
  readonly places: Float32Array;
  /** [V] 1/mm */
  readonly inverseDepth: Float32Array;
}

export function createPosedMesh(model: FaceModel): PosedMesh {
  const v = model.vertexCount;
  return {
    vertices: new Float32Array(v * 3),
    inCamera: new Float32Array(v * 3),
    normals: new Float32Array(v * 3),
    facing: new Float32Array(v),
    places: new Float32Array(v * 2),
    inverseDepth: new Float32Array(v),
  };
}

const meshes = new WeakMap<FaceModel, PosedMesh>();

/** The mesh buffers of a model that callers in turn may share: valid until the next call that poses a mesh. */
export function sharedPosedMesh(model: FaceModel): PosedMesh {
  let mesh = meshes.get(model);
  if (mesh === undefined) {
    mesh = createPosedMesh(model);
    meshes.set(model, mesh);
  }
  return mesh;
}

/** What of a fit places the mesh. */
export type Placement = Pick<FaceFit, 'pose' | 'expression'>;

/**
 * Poses a person's mesh as a frame shows it.
 * @param neutral [V,3] mm, from `neutralFace`
 * @param cropFromFrame from frame pixels to the picture that is drawn
 */
export function poseMesh(
  model: FaceModel,
  neutral: Float32Array,
  fit: Placement,
  camera: Camera,
  cropFromFrame: Similarity,
  mesh: PosedMesh,
): void {
  const { vertices, inCamera, normals, facing, places, inverseDepth } = mesh;
  expressedShape(model, neutral, fit.expression, vertices);
  vertexNormals(model.triangles, vertices, normals);
  rotateDirections(rotationOf(fit.pose), normals, normals);
  toCamera(fit.pose, vertices, inCamera);
  const [originX, originY] = apply(cropFromFrame, camera.centreX, camera.centreY);
  const a = cropFromFrame.a * camera.focalPixels;
  const b = cropFromFrame.b * camera.focalPixels;
  for (let v = 0, i = 0; v < facing.length; v++, i += 3) {
    const x = inCamera[i];
    const y = inCamera[i + 1];
    const z = inCamera[i + 2];
    const q = -1 / z;
    inverseDepth[v] = q;
    places[2 * v] = originX + (a * x + b * y) * q;
    places[2 * v + 1] = originY + (b * x - a * y) * q;
    facing[v] =
      -(normals[i] * x + normals[i + 1] * y + normals[i + 2] * z) / Math.sqrt(x * x + y * y + z * z);
  }
}

/** Draws a posed mesh. */
export function drawMesh(raster: Rasterizer, model: FaceModel, mesh: PosedMesh): void {
  raster.draw(mesh.places, mesh.inverseDepth, model.triangles);
}
