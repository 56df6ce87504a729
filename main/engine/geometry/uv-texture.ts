import { Rasterizer } from './rasterizer';
import type { FaceModel } from './types';

/** Colours over the model's UV square: [size,size,3] sRGB 0..1, row 0 at v = 1 (top), texel centres at +0.5. */
export interface UvTexture {
  readonly size: number;
  readonly data: Float32Array;
}

/** Which point of the surface each texel shows. */
export interface TexelMap {
  readonly size: number;
  /** Texels in use, as indices of the square. */
  readonly texel: Int32Array;
  /** [n] triangle of the model */
  readonly triangle: Uint32Array;
  /** [n,3] */
  readonly barycentric: Float32Array;
  /** [n] index into `texel` of the mirrored point, -1 where there is none */
  readonly mirror: Int32Array;
}

const maps = new WeakMap<FaceModel, Map<number, TexelMap>>();

/** The texel map of a model at a size, made once. */
export function texelMapOf(model: FaceModel, size: number): TexelMap {
  let bySize = maps.get(model);
  if (bySize === undefined) {
    bySize = new Map();
    maps.set(model, bySize);
  }
  let map = bySize.get(size);
  if (map === undefined) {
    map = buildTexelMap(model, size);
    bySize.set(size, map);
  }
  return map;
}

function buildTexelMap(model: FaceModel, size: number): TexelMap {
  const { uv, triangles, symmetry, vertexCount } = model;
  const places = new Float32Array(vertexCount * 2);
  const mirrored = new Float32Array(vertexCount * 2);
  for (let v = 0; v < vertexCount; v++) {
    places[2 * v] = uv[2 * v] * size;
    places[2 * v + 1] = (1 - uv[2 * v + 1]) * size;
    mirrored[2 * v] = uv[2 * symmetry[v]] * size;
    mirrored[2 * v + 1] = (1 - uv[2 * symmetry[v] + 1]) * size;
  }
  // Islands may lie either way round in the UV square; the rasterizer draws one way only.
  const turned = triangles.slice();
  for (let t = 0; t < turned.length; t += 3) {
    const [a, b, c] = [2 * turned[t], 2 * turned[t + 1], 2 * turned[t + 2]];
    const area =
      (places[b] - places[a]) * (places[c + 1] - places[a + 1]) -
      (places[c] - places[a]) * (places[b + 1] - places[a + 1]);
    if (area > 0) [turned[t + 1], turned[t + 2]] = [turned[t + 2], turned[t + 1]];
  }
  const raster = new Rasterizer(size);
  raster.draw(places, new Float32Array(vertexCount).fill(1), turned);
  const n = raster.touchedCount;
  const texel = raster.touched.slice(0, n);
  const triangle = new Uint32Array(n);
  const barycentric = new Float32Array(n * 3);
  const mirror = new Int32Array(n).fill(-1);
  const indexOf = new Int32Array(size * size).fill(-1);
  for (let i = 0; i < n; i++) indexOf[texel[i]] = i;
  for (let i = 0; i < n; i++) {
    const p = texel[i];
    const t = raster.triangle[p];
    const a = raster.baryFirst[p];
    const b = raster.barySecond[p];
    triangle[i] = t;
    const swapped = turned[3 * t + 1] !== triangles[3 * t + 1];
    barycentric.set(swapped ? [a, 1 - a - b, b] : [a, b, 1 - a - b], 3 * i);
    let x = 0;
    let y = 0;
    for (let c = 0; c < 3; c++) {
      const v = triangles[3 * t + c];
      x += barycentric[3 * i + c] * mirrored[2 * v];
      y += barycentric[3 * i + c] * mirrored[2 * v + 1];
    }
    const mx = Math.min(size - 1, Math.max(0, Math.floor(x)));
    const my = Math.min(size - 1, Math.max(0, Math.floor(y)));
    mirror[i] = indexOf[my * size + mx];
  }
  return { size, texel, triangle, barycentric, mirror };
}

/** Reads a texture bilinearly at (u, v), v up, into out[offset..offset+2]; the border repeats. */
export function sampleTexture(
  texture: UvTexture,
  u: number,
  v: number,
  out: Float32Array,
  offset: number,
): void {
  const { size, data } = texture;
  const x = u * size - 0.5;
  const y = (1 - v) * size - 0.5;
  const fx = Math.floor(x);
  const fy = Math.floor(y);
  const wx = x - fx;
  const wy = y - fy;
  const last = size - 1;
  const x0 = fx < 0 ? 0 : fx > last ? last : fx;
  const x1 = fx + 1 < 0 ? 0 : fx + 1 > last ? last : fx + 1;
  const y0 = (fy < 0 ? 0 : fy > last ? last : fy) * size;
  const y1 = (fy + 1 < 0 ? 0 : fy + 1 > last ? last : fy + 1) * size;
  for (let c = 0; c < 3; c++) {
    const top = data[3 * (y0 + x0) + c] * (1 - wx) + data[3 * (y0 + x1) + c] * wx;
    const bottom = data[3 * (y1 + x0) + c] * (1 - wx) + data[3 * (y1 + x1) + c] * wx;
    out[offset + c] = top * (1 - wy) + bottom * wy;
  }
}

/** Colour of every vertex in a texture: [V,3] sRGB 0..1. */
export function vertexColours(model: FaceModel, texture: UvTexture): Float32Array {
  const out = new Float32Array(model.vertexCount * 3);
  for (let v = 0; v < model.vertexCount; v++) {
    sampleTexture(texture, model.uv[2 * v], model.uv[2 * v + 1], out, 3 * v);
  }
  return out;
}
