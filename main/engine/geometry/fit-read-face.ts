import type { ReadFace } from './deep3d-coefficients';
import { fitOf, solverOf } from './fit-face';
import { refineFrame } from './frame-solver';
import type { FrameState } from './frame-state';
import { expressLandmarks, landmarkBasisOf, neutralLandmarks, type LandmarkBasis } from './landmark-basis';
import { rotationOf } from './projection';
import type { Camera, FaceFit, FaceModel } from './types';

const iterations = 8;

/**
 * Pose and expression of a face of which a network has said both, and whose landmarks are known: the landmarks move what
 * the network said as far as their evidence goes, the model's own statistics lie about the network's expression instead of
 * the neutral one.
 * @param shape [K] the person's
 * @param landmarks 478 x (x, y, z), x and y in frame pixels
 * @returns the fit with the network's light
 */
export function fitReadFace(
  model: FaceModel,
  shape: Float32Array,
  read: Pick<ReadFace, 'expression' | 'pose' | 'light'>,
  landmarks: Float32Array,
  camera: Camera,
): FaceFit {
  const basis = landmarkBasisOf(model);
  const { lowest } = basis.expressionRange;
  const neutral = neutralLandmarks(basis, shape);
  const said = new Float64Array(neutral.length);
  expressLandmarks(basis, neutral, read.expression, said);
  const state: FrameState = {
    rotation: rotationOf(read.pose),
    translation: Float64Array.from(read.pose.translation),
    expression: new Float64Array(basis.expressionModes),
  };
  // First the pose alone: it was read under another camera.
  const still = withoutExpression(basis);
  refineFrame(
    solverOf(still),
    said,
    { ...state, expression: new Float64Array(0) },
    landmarks,
    camera,
    iterations,
  );
  refineFrame(solverOf(basis), said, state, landmarks, camera, iterations);
  for (let e = 0; e < state.expression.length; e++) {
    state.expression[e] = Math.min(1, Math.max(lowest, read.expression[e] + state.expression[e]));
  }
  return { ...fitOf(basis, neutral, state, landmarks, camera), light: read.light };
}

const stills = new WeakMap<LandmarkBasis, LandmarkBasis>();

function withoutExpression(basis: LandmarkBasis): LandmarkBasis {
  let still = stills.get(basis);
  if (still === undefined) {
    still = { ...basis, expressionModes: 0, activeStart: new Int32Array(basis.count + 1) };
    stills.set(basis, still);
  }
  return still;
}
