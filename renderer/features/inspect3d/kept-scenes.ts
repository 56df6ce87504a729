import { BufferGeometry, Float32BufferAttribute, LineSegments, Mesh, Points, Sphere, Vector3 } from 'three';
import { createEdgeMaterial } from '../../scene/edge-material';
import { createFaceMaterial } from '../../scene/face-material';
import { createFloorMaterial } from '../../scene/floor-grid';
import { KeptScene, type CanvasSize } from '../../scene/kept-canvas';
import { keptMaterial } from '../../scene/kept-materials';
import { createPointMaterial } from '../../scene/landmark-cloud';
import { createMaskMaterial } from '../../scene/mask-material';

/** How finely is drawn where the processor does it, pixels to a CSS pixel: see `SteadyPicture`. A face at .75 turns at 11 to 16
 * pictures a second on two cores, at .5 at 23 and more; it is fine again as soon as it rests. */
export const softwareRatios = {
  face: { moving: 0.5, resting: 1.5 },
  frame: { moving: 1, resting: 2 },
} as const;

/** The face in 3D. */
export const faceScene = new KeptScene({ flat: true, softwareRatio: softwareRatios.face.resting });
/** The mesh over the frame. */
export const frameScene = new KeptScene({ flat: false, softwareRatio: softwareRatios.frame.resting });

/** Makes the 3D view ready before the room is first entered; the context holds the page up for a moment. */
export function prepareFaceScene(size: CanvasSize): Promise<void> {
  return faceScene.prepare(size, (renderer) => {
    const shape = emptyShape();
    return [
      new Mesh(shape, keptMaterial(renderer, createFaceMaterial)),
      new LineSegments(shape, keptMaterial(renderer, createEdgeMaterial)),
      new LineSegments(shape, keptMaterial(renderer, createFloorMaterial)),
      new Points(shape, keptMaterial(renderer, createPointMaterial)),
    ];
  });
}

/** The same for the mesh over the frame. */
export function prepareFrameScene(size: CanvasSize): Promise<void> {
  return frameScene.prepare(size, (renderer) => {
    const shape = emptyShape();
    return [
      new Mesh(shape, keptMaterial(renderer, createMaskMaterial)),
      new LineSegments(shape, keptMaterial(renderer, createEdgeMaterial)),
    ];
  });
}

/** A triangle without a size: attributes decide which program a material becomes, and what it draws is not to be seen. */
function emptyShape(): BufferGeometry {
  const shape = new BufferGeometry();
  for (const [name, size] of [
    ['position', 3],
    ['normal', 3],
    ['uv', 2],
  ] as const) {
    shape.setAttribute(name, new Float32BufferAttribute(new Float32Array(3 * size), size));
  }
  shape.boundingSphere = new Sphere(new Vector3(), Infinity); // or it is passed over
  return shape;
}
