import { lightLength } from './spherical-harmonics';
import type { FaceFit, FaceModel } from './types';

/** Numbers in a model's coefficient vector: identity, expression, three angles, light. */
export function coefficientLength(model: FaceModel): number {
  return model.identityModes + model.expressionNames.length + 3 + lightLength;
}

/**
 * The fit as the restorer is told it: identity (standard deviations, within +-3), expression 0..1, pitch, yaw, roll
 * (radians), light (27). Order and length depend on the model alone.
 */
export function coefficientVector(
  model: FaceModel,
  shape: ArrayLike<number>,
  fit: FaceFit,
  out: Float32Array = new Float32Array(coefficientLength(model)),
): Float32Array {
  const identityModes = model.identityModes;
  const expressionModes = model.expressionNames.length;
  for (let k = 0; k < identityModes; k++) out[k] = Math.min(3, Math.max(-3, shape[k] ?? 0));
  for (let e = 0; e < expressionModes; e++) out[identityModes + e] = fit.expression[e] ?? 0;
  const angles = identityModes + expressionModes;
  out[angles] = fit.pose.pitchRadians;
  out[angles + 1] = fit.pose.yawRadians;
  out[angles + 2] = fit.pose.rollRadians;
  for (let i = 0; i < lightLength; i++) out[angles + 3 + i] = fit.light[i] ?? 0;
  return out;
}
