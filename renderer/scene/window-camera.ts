import type { PerspectiveCamera } from 'three';

/**
 * Makes a camera look from the origin along -z through a window, as a frame's own camera does.
 * @param edges of the window at the distance `near`, mm
 */
export function setWindowCamera(
  camera: PerspectiveCamera,
  edges: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  near: number,
  far: number,
): void {
  camera.position.set(0, 0, 0);
  camera.quaternion.identity();
  camera.projectionMatrix.makePerspective(edges.left, edges.right, edges.top, edges.bottom, near, far);
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert();
  camera.updateMatrixWorld();
}
