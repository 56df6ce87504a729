import { landmarkBasisOf } from './landmark-basis';
import { alignPoints, movePoints } from './align-points';
import { smoothWarp } from './smooth-warp';
import { surfacePositions } from './shape';
import type { SurfaceSearch } from './surface-search';
import type { FaceModel } from './types';

/** How exactly landmarks of full trust are met, mm: both models' annotators meant the same point. */
const landmarkSigma = 0.5;
/** The surface between the landmarks is met so closely in the second pass, mm. */
const surfaceSigma = 1;
/** Places of the other surface that are farther off are not the same place, mm. */
const farthestMillimetres = 15;

/** Our mean face, bent onto another one. */
export interface RegisteredFace {
  /** [V,3] mm */
  readonly vertices: Float32Array;
  /** [478,3] mm */
  readonly landmarks478: Float32Array;
  /** [5,3] mm */
  readonly landmarks5: Float32Array;
}

/**
 * Bends our mean face onto another's: a similarity and a smooth warp by the 68 landmarks that both know, then a second
 * warp that takes each of our 478 landmarks to the nearest place of the other's skin.
 * @param landmarks68 [68,3] mm, the other's
 * @param skin of the other
 */
export function registerFace(own: FaceModel, landmarks68: Float32Array, skin: SurfaceSearch): RegisteredFace {
  const { triangles } = own;
  const parts = [
    own.mean.slice(),
    landmarkBasisOf(own).mean.slice(),
    surfacePositions(triangles, own.landmarks5, own.mean),
    surfacePositions(triangles, own.landmarks68, own.mean),
  ];
  const [vertices, landmarks478, landmarks5, own68] = parts;
  const trust = own.landmarks68.weight;
  const similarity = alignPoints(own68, landmarks68, trust);
  for (const part of parts) movePoints(similarity, part);
  const byLandmarks = smoothWarp(
    own68.slice(),
    landmarks68,
    trust.map((w) => landmarkSigma / w),
  );
  for (const part of parts) byLandmarks(part);

  const bent = [...landmarks478, ...own68];
  const targets = Float32Array.from([...landmarks478, ...landmarks68]);
  const sigma = new Float32Array(bent.length / 3).fill(Infinity);
  sigma.set(
    trust.map((w) => landmarkSigma / w),
    own.landmarks478.count,
  );
  for (let p = 0; p < own.landmarks478.count; p++) {
    // The irises are not skin.
    if (p >= 468 || own.landmarks478.weight[p] < 1) continue;
    const place = skin.nearest(...pointAt(landmarks478, p), farthestMillimetres);
    if (place === undefined) continue;
    targets.set(skin.positionOf(place), 3 * p);
    sigma[p] = surfaceSigma;
  }
  const bySurface = smoothWarp(Float32Array.from(bent), targets, sigma);
  for (const part of [vertices, landmarks478, landmarks5]) bySurface(part);
  return { vertices, landmarks478, landmarks5 };
}

export function pointAt(points: ArrayLike<number>, p: number): [number, number, number] {
  return [points[3 * p], points[3 * p + 1], points[3 * p + 2]];
}
