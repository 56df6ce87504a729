import { projectCameraPoints, toCamera } from '../geometry/projection';
import { surfacePositions } from '../geometry/shape';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import type { RgbImage } from '../pixels/image';
import type { FaceToRegress } from './volume-network';

/** Distance along the camera's axis of the middle between a posed face's pupils, mm. @param inCamera [V,3] mm */
export function eyeDistanceOf(model: FaceModel, inCamera: Float32Array): number {
  const five = surfacePositions(model.triangles, model.landmarks5, inCamera);
  return -(five[2] + five[5]) / 2;
}

/**
 * A face where its fit has it. Of the fit only the distance of the eyes and, for the original's crop, the landmarks' box
 * reach the volume.
 * @param vertices [V,3] mm, model space, with the expression of the fit
 */
export function placedFace(
  model: FaceModel,
  vertices: Float32Array,
  { fit, fivePoints }: { readonly fit: Pick<FaceFit, 'pose'>; readonly fivePoints: ArrayLike<number> },
  camera: Camera,
  image: RgbImage,
): FaceToRegress {
  const inCamera = new Float32Array(vertices.length);
  toCamera(fit.pose, vertices, inCamera);
  const points68 = new Float32Array(2 * model.landmarks68.count);
  projectCameraPoints(camera, surfacePositions(model.triangles, model.landmarks68, inCamera), points68);
  return { image, camera, fivePoints, points68, eyeDistance: eyeDistanceOf(model, inCamera) };
}
