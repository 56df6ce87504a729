import { innerParts } from './foreign-face';
import { pointAt, type RegisteredFace } from './register-face';
import { SurfaceSearch } from './surface-search';
import type { FaceModel } from './types';

/** What is farther from our own face is not a face any more: skull, back, shoulders. mm */
export const beyondMillimetres = 12;
/** Inner parts lie differently in every model: ours is looked for so far, mm. */
const innerReach = 40;

/** Our bent face as a surface, or those of its regions that are wanted. */
export function ownSurface(
  own: FaceModel,
  { vertices }: RegisteredFace,
  wanted: (regionName: string) => boolean,
): SurfaceSearch {
  const { triangles, region, regionNames } = own;
  return new SurfaceSearch(vertices, triangles, (t) => wanted(regionNames[String(region[triangles[3 * t]])]));
}

export interface ReadOff {
  readonly region: Uint8Array;
  readonly paintWeight: Float32Array;
  readonly albedoMean: Float32Array;
  readonly albedo: Float32Array;
}

/** Regions, paint weights and colours of the nearest place of our own face. */
export function readOffOurs(
  own: FaceModel,
  registered: RegisteredFace,
  ownSkin: SurfaceSearch,
  mean: Float32Array,
  partOf: readonly (string | undefined)[],
): ReadOff {
  const count = partOf.length;
  const codeOf = new Map(Object.entries(own.regionNames).map(([code, name]) => [name, Number(code)]));
  const inner = new Map(
    innerParts.map((part) => [part as string, ownSurface(own, registered, (name) => name === part)]),
  );
  const ownRow = own.vertexCount * 3;
  const out: ReadOff = {
    region: new Uint8Array(count),
    paintWeight: new Float32Array(count),
    albedoMean: new Float32Array(count * 3),
    albedo: new Float32Array(own.albedoModes * count * 3),
  };
  for (let v = 0; v < count; v++) {
    const part = partOf[v];
    const search = part === undefined ? ownSkin : inner.get(part);
    const place = search?.nearest(...pointAt(mean, v), part === undefined ? beyondMillimetres : innerReach);
    if (part !== undefined) out.region[v] = codeOf.get(part) ?? 0;
    if (place === undefined) continue;
    const { triangle, barycentric, distance } = place;
    const corners = [0, 1, 2].map((c) => own.triangles[3 * triangle + c]);
    const nearest = corners[barycentric.indexOf(Math.max(...barycentric))];
    if (part === undefined) out.region[v] = own.region[nearest];
    const fading =
      part === undefined ? Math.min(1, (beyondMillimetres - distance) / (beyondMillimetres / 2)) : 1;
    corners.forEach((corner, c) => {
      const w = barycentric[c];
      out.paintWeight[v] += w * own.paintWeight[corner] * fading;
      for (let axis = 0; axis < 3; axis++) {
        out.albedoMean[3 * v + axis] += w * own.albedoMean[3 * corner + axis];
        for (let a = 0; a < own.albedoModes; a++) {
          out.albedo[a * count * 3 + 3 * v + axis] += w * own.albedo[a * ownRow + 3 * corner + axis];
        }
      }
    });
  }
  return out;
}
