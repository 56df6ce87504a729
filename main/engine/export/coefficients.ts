import { workingCropSize } from '../geometry/canonical-crop';
import {
  deep3dCamera,
  deep3dDistance,
  deep3dLayout,
  isDeep3dBasis,
  publishedPose,
} from '../geometry/deep3d-coefficients';
import { deep3dCropFromFrame, deep3dCropSize } from '../geometry/deep3d-crop';
import { apply, scaleOf } from '../geometry/similarity';
import type { Camera, FaceFit, FaceIdentity, FaceModel, Similarity } from '../geometry/types';

/** One face of one frame with everything that its numbers mean something in. */
export interface FittedFace {
  readonly model: FaceModel;
  readonly identity: FaceIdentity;
  readonly fit: FaceFit;
  readonly camera: Camera;
  /** To the canonical crop of `workingCropSize`. */
  readonly cropFromFrame: Similarity;
  /** 5 x (x, y), frame pixels: what a network of Deep3DFaceReconstruction would have its crop cut by. */
  readonly fivePoints?: ArrayLike<number>;
}

/**
 * The 257-number layout: identity 80, expression 64, texture 80, angles 3 (pitch, yaw, roll, radians, same rotation
 * order as ours), light 27 (same basis, DC without the 0.8), translation 3 (decimetres). Numbers are those of the fitted
 * model's modes (components in standard deviations); where it has fewer, zeros follow, and what exceeds the place is left
 * out (the JSON has all). Of the Basel Face Model they are the published ones throughout: angles about its own axes, the
 * translation in the crop of `deep3dCropFromFrame`. Of others, angles are about our axes, and the translation is the one
 * that shows the face at the same place and size under the Deep3D camera in a 224 px canonical crop.
 */
export function coefficients257(face: FittedFace, out = new Float32Array(257)): Float32Array {
  const { identity, fit } = face;
  out.fill(0);
  put(out, deep3dLayout.identity, identity.shape);
  const deviations = face.model.expressionDeviations ?? 1;
  put(
    out,
    deep3dLayout.expression,
    fit.expression.map((weight) => weight * deviations),
  );
  put(out, deep3dLayout.texture, identity.albedo);
  const { angles, translation } = posePart(face);
  put(out, deep3dLayout.angles, angles);
  put(out, deep3dLayout.light, fit.light);
  put(out, deep3dLayout.translation, translation);
  return out;
}

function put(out: Float32Array, [from, to]: readonly [number, number], values: ArrayLike<number>): void {
  const count = Math.min(to - from, values.length);
  for (let i = 0; i < count; i++) out[from + i] = values[i];
}

function posePart(face: FittedFace): ReturnType<typeof publishedPose> {
  const { model, fit, camera, fivePoints } = face;
  if (fivePoints !== undefined && isDeep3dBasis(model)) {
    return publishedPose(fit.pose, model, camera, deep3dCropFromFrame(fivePoints));
  }
  const { pitchRadians, yawRadians, rollRadians } = fit.pose;
  return { angles: [pitchRadians, yawRadians, rollRadians], translation: deep3dTranslation(face) };
}

/** Same projected place and size of the model's origin: u = 112 + 1015 x / (10 - z), and likewise v downwards. */
function deep3dTranslation(face: FittedFace): [number, number, number] {
  const { fit, camera, cropFromFrame } = face;
  const [x, y, z] = fit.pose.translation;
  const [u, v] = apply(
    cropFromFrame,
    camera.centreX + (camera.focalPixels * x) / -z,
    camera.centreY - (camera.focalPixels * y) / -z,
  );
  const zoom = deep3dCropSize / workingCropSize;
  const pixelsPerDecimetre = ((camera.focalPixels * 100) / -z) * scaleOf(cropFromFrame) * zoom;
  const distance = deep3dCamera.focalPixels / pixelsPerDecimetre;
  return [
    ((u * zoom - deep3dCamera.centreX) * distance) / deep3dCamera.focalPixels,
    (-(v * zoom - deep3dCamera.centreY) * distance) / deep3dCamera.focalPixels,
    deep3dDistance - distance,
  ];
}

/**
 * Every number of the fit with names and units, as JSON text.
 * @param network [257] what a network said of the face, where one was asked
 */
export function formatCoefficients(face: FittedFace, network?: Float32Array): string {
  const { model, identity, fit, camera, cropFromFrame } = face;
  const expression = Object.fromEntries(
    model.expressionNames.map((name, i) => [name, Number(fit.expression[i].toFixed(5))]),
  );
  const content = {
    format: 'facet-coefficients',
    version: 1,
    model: { name: model.name, version: model.version },
    units: {
      shape: 'standard deviations',
      correction: 'mm',
      albedo: 'standard deviations',
      angles: 'radians',
      lengths: 'mm',
    },
    shape: rounded(identity.shape),
    correction: rounded(identity.correction),
    albedo: rounded(identity.albedo),
    expression,
    pose: fit.pose,
    light: rounded(fit.light),
    camera,
    cropFromFrame,
    reprojectionError: fit.reprojectionError,
    deep3d: rounded(coefficients257(face)),
    ...(network === undefined ? {} : { network: rounded(network) }),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function rounded(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toFixed(6)));
}
