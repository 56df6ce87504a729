import { surfacePositions, vertexNormals } from './shape';
import type { FaceModel } from './types';

/**
 * The model seen only at its 478 landmarks: all that fitting needs, a hundredth of the mesh.
 * Expression modes are stored per landmark and only where they move it, since most move a small part of the face.
 */
export interface LandmarkBasis {
  readonly count: number;
  /** [count,3] mm */
  readonly mean: Float32Array;
  /** [count,3] unit, of the mean face */
  readonly normal: Float32Array;
  /** [K,count,3] mm per standard deviation */
  readonly identity: Float32Array;
  readonly identityModes: number;
  readonly expressionModes: number;
  readonly expressionRange: ExpressionRange;
  /** Landmark p's modes are entries activeStart[p] .. activeStart[p+1]. */
  readonly activeStart: Int32Array;
  readonly activeMode: Uint16Array;
  /** [entries,3] mm at weight 1 */
  readonly activeOffset: Float32Array;
  /** [count] trust in the mapping, 0..1 */
  readonly weight: Float32Array;
  /** [count] 1 for the points of the face's outline */
  readonly outline: Uint8Array;
}

/** Which weights an expression may have, and how far from 0 it is expected. */
export interface ExpressionRange {
  /** 0 or -1; the largest weight is 1. */
  readonly lowest: number;
  readonly sigma: number;
}

/** Units, without evidence, stay near 0 by a Gaussian of this width. */
const unitSigma = 0.6;

export function expressionRangeOf({ expressionDeviations }: FaceModel): ExpressionRange {
  return expressionDeviations === undefined
    ? { lowest: 0, sigma: unitSigma }
    : { lowest: -1, sigma: 1 / expressionDeviations };
}

/** The outline of the 468-point face mesh, clockwise from the forehead (MediaPipe's FACE_OVAL). */
export const faceOvalIndices: readonly number[] = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** A mode that moves a landmark by less than this is left out: a hundredth of what landmarks can tell. */
const negligibleMillimetres = 0.02;

const cache = new WeakMap<FaceModel, LandmarkBasis>();

export function landmarkBasisOf(model: FaceModel): LandmarkBasis {
  let basis = cache.get(model);
  if (basis === undefined) {
    basis = extract(model);
    cache.set(model, basis);
  }
  return basis;
}

function extract(model: FaceModel): LandmarkBasis {
  const points = model.landmarks478;
  const count = points.count;
  const { triangles, identityModes } = model;
  const row = model.vertexCount * 3;

  const normals = new Float32Array(row);
  vertexNormals(triangles, model.mean, normals);
  const normal = surfacePositions(triangles, points, normals);
  for (let p = 0; p < normal.length; p += 3) {
    const length = Math.hypot(normal[p], normal[p + 1], normal[p + 2]) || 1;
    normal[p] /= length;
    normal[p + 1] /= length;
    normal[p + 2] /= length;
  }

  const identity = new Float32Array(identityModes * count * 3);
  for (let k = 0; k < identityModes; k++) {
    const target = identity.subarray(k * count * 3, (k + 1) * count * 3);
    surfacePositions(triangles, points, model.identity, target, k * row);
  }

  const expressionModes = model.expressionNames.length;
  const dense = new Float32Array(expressionModes * count * 3);
  for (let e = 0; e < expressionModes; e++) {
    const target = dense.subarray(e * count * 3, (e + 1) * count * 3);
    surfacePositions(triangles, points, model.expression, target, e * row);
  }
  const activeStart = new Int32Array(count + 1);
  const activeMode: number[] = [];
  const activeOffset: number[] = [];
  for (let p = 0; p < count; p++) {
    for (let e = 0; e < expressionModes; e++) {
      const i = (e * count + p) * 3;
      if (Math.hypot(dense[i], dense[i + 1], dense[i + 2]) < negligibleMillimetres) continue;
      activeMode.push(e);
      activeOffset.push(dense[i], dense[i + 1], dense[i + 2]);
    }
    activeStart[p + 1] = activeMode.length;
  }

  const outline = new Uint8Array(count);
  for (const p of faceOvalIndices) outline[p] = 1;

  return {
    count,
    mean: surfacePositions(triangles, points, model.mean),
    normal,
    identity,
    identityModes,
    expressionModes,
    expressionRange: expressionRangeOf(model),
    activeStart,
    activeMode: Uint16Array.from(activeMode),
    activeOffset: Float32Array.from(activeOffset),
    weight: points.weight,
    outline,
  };
}

/** Landmark positions of a neutral face with these identity coefficients, [count,3] mm. */
export function neutralLandmarks(
  basis: LandmarkBasis,
  shape: ArrayLike<number>,
  out: Float64Array = new Float64Array(basis.count * 3),
): Float64Array {
  const row = basis.count * 3;
  for (let i = 0; i < row; i++) out[i] = basis.mean[i];
  const modes = Math.min(shape.length, basis.identityModes);
  for (let k = 0; k < modes; k++) {
    const w = shape[k];
    if (w === 0) continue;
    for (let i = 0; i < row; i++) out[i] += w * basis.identity[k * row + i];
  }
  return out;
}

/** Adds an expression to neutral landmarks: [count,3] mm into `out`. */
export function expressLandmarks(
  basis: LandmarkBasis,
  neutral: Float64Array,
  expression: ArrayLike<number>,
  out: Float64Array,
): void {
  for (let p = 0; p < basis.count; p++) expressLandmark(basis, neutral, expression, p, out);
}

/** The same of one landmark: the others of `out` stay. */
export function expressLandmark(
  { activeStart, activeMode, activeOffset }: LandmarkBasis,
  neutral: Float64Array,
  expression: ArrayLike<number>,
  p: number,
  out: Float64Array,
): void {
  let x = neutral[3 * p];
  let y = neutral[3 * p + 1];
  let z = neutral[3 * p + 2];
  for (let a = activeStart[p]; a < activeStart[p + 1]; a++) {
    const w = expression[activeMode[a]];
    x += w * activeOffset[3 * a];
    y += w * activeOffset[3 * a + 1];
    z += w * activeOffset[3 * a + 2];
  }
  out[3 * p] = x;
  out[3 * p + 1] = y;
  out[3 * p + 2] = z;
}
