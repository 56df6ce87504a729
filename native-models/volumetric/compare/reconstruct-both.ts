import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../../../main/engine/faces/five-points';
import { seeShape } from '../../../main/engine/faces/see-shape';
import { cropFromFrameOf } from '../../../main/engine/geometry/align-crop';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { fitCorrection } from '../../../main/engine/geometry/fit-correction';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import misreading from '../../../main/engine/geometry/facemesh-attention-misreading.json';
import { toCamera } from '../../../main/engine/geometry/projection';
import { expressedShape } from '../../../main/engine/geometry/shape';
import { personShape } from '../../../main/engine/geometry/shape-reading';
import type { Camera, FaceFit, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import { neutralFace } from '../../../main/engine/geometry/vertex-correction';
import type { InferencePool } from '../../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { placedFace } from '../../../main/engine/volume/placed-face';
import { volumeMesh } from '../../../main/engine/volume/volume-mesh';
import { regressVolume, type VolumeNetwork } from '../../../main/engine/volume/volume-network';
import type { TargetSurface } from './surface-distance';

/** The ways that are compared; the mean face is posed and expressed as the picture says. */
export const routes = ['mean face', 'morphable', 'volumetric'] as const;
export type Route = (typeof routes)[number];

/** A face found in a frame. */
export interface FoundFace {
  /** 478 x (x, y, z), frame pixels. */
  readonly landmarks: Float32Array;
  readonly fivePoints: Float32Array;
  readonly cropFromFrame: Similarity;
}

/** @returns nothing where no face, or another than the one near `expected`, is found */
export async function findFace(
  image: RgbImage,
  pool: InferencePool,
  expected?: Float32Array,
): Promise<FoundFace | undefined> {
  let best: FoundFace | undefined;
  let least = Infinity;
  for (const detection of await detectFaces(image, pool)) {
    const { points, confidence } = await findLandmarksOfDetection(image, detection, pool);
    if (confidence < 0.3) continue;
    const fivePoints = fivePointsOf(points);
    const aim =
      expected ?? Float32Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? image.width : image.height) / 2);
    let away = 0;
    for (let i = 0; i < 10; i += 2)
      away += Math.hypot(fivePoints[i] - aim[i], fivePoints[i + 1] - aim[i + 1]) / 5;
    if (expected !== undefined && away > 0.4 * interOcularDistance(expected)) continue;
    if (away >= least) continue;
    least = away;
    best = { landmarks: points, fivePoints, cropFromFrame: cropFromFrameOf(fivePoints, workingCropSize) };
  }
  return best;
}

/** The surfaces of one face by every route, before the camera, mm. */
export async function reconstructBoth(
  image: RgbImage,
  face: FoundFace,
  camera: Camera,
  model: FaceModel,
  network: VolumeNetwork,
  pool: InferencePool,
): Promise<Record<Route, TargetSurface>> {
  const seen = await seeShape(image, face.landmarks, pool);
  const frame = { landmarks: face.landmarks, camera, weight: 1, seen };
  const shape = personShape(model, [frame]);
  const correction = fitCorrection(model, shape, [frame], { misreading });
  const fit = fitFace(model, face.landmarks, camera, {
    identity: shape,
    correction,
    misreading,
  });
  const mean = fitFace(model, face.landmarks, camera, {
    identity: new Float32Array(shape.length),
    misreading,
  });
  const { vertices, inCamera } = posed(model, neutralFace(model, { shape, correction }), fit);
  const placed = placedFace(model, vertices, { fit, fivePoints: face.fivePoints }, camera, image);
  const volumetric = volumeMesh(await regressVolume(placed, network, pool), image);
  return {
    'mean face': { vertices: posed(model, model.mean, mean).inCamera, triangles: model.triangles },
    morphable: { vertices: inCamera, triangles: model.triangles },
    volumetric,
  };
}

/** [V,3] mm in the model's own space and before the camera, of a neutral face [V,3] mm. */
export function posed(
  model: FaceModel,
  neutral: Float32Array,
  fit: Pick<FaceFit, 'pose' | 'expression'>,
): { vertices: Float32Array; inCamera: Float32Array } {
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, fit.expression, vertices);
  const inCamera = new Float32Array(vertices.length);
  toCamera(fit.pose, vertices, inCamera);
  return { vertices, inCamera };
}
