import { pointAt } from './register-face';
import type { SurfaceSearch } from './surface-search';
import type { SurfacePoints } from './types';

/** A landmark is trusted up to this distance from the surface, and not at all from that, mm. */
const landmarkTrust = [4, 12] as const;
const farthestMillimetres = 40;

/**
 * Points of ours glued to another surface.
 * @param places [count,3] mm, where they are expected
 * @param own with the trust in each
 */
export function landmarksOn(
  places: Float32Array,
  own: SurfacePoints,
  skin: SurfaceSearch,
  eyes: SurfaceSearch,
  irisesOnEyes: boolean,
  irisesCount: boolean,
): { points: SurfacePoints; medianDistance: number } {
  const { count } = own;
  const triangle = new Uint32Array(count);
  const barycentric = new Float32Array(count * 3);
  const weight = new Float32Array(count);
  const distances: number[] = [];
  const isIris = (p: number): boolean => count === 478 && p >= 468;
  for (let p = 0; p < count; p++) {
    const search = isIris(p) && irisesOnEyes ? eyes : skin;
    const place = search.nearest(...pointAt(places, p), farthestMillimetres);
    barycentric[3 * p] = 1;
    if (place === undefined) continue;
    triangle[p] = place.triangle;
    barycentric.set(place.barycentric, 3 * p);
    const [from, to] = landmarkTrust;
    const near = Math.min(1, Math.max(0, (to - place.distance) / (to - from)));
    // Irises that cannot turn say where somebody looks, not where the lids are.
    weight[p] = isIris(p) ? (irisesCount ? own.weight[p] : 0) : own.weight[p] * near;
    if (weight[p] > 0) distances.push(place.distance);
  }
  distances.sort((a, b) => a - b);
  return {
    points: { count, triangle, barycentric, weight },
    medianDistance: distances.at(distances.length >> 1) ?? Infinity,
  };
}
