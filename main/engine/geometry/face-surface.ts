import type { FaceModel } from './types';

/** The part of a face whose shape is judged: skin, lips and brows between hairline, ears and jaw. */
export interface FaceSurface {
  readonly triangles: Uint16Array;
  /** Vertices of the part. */
  readonly vertices: Uint16Array;
  /** Share of the part's area that each of them stands for, sum 1. */
  readonly area: Float64Array;
  /** Triangles that touch vertex v: entries start[v] .. start[v+1] of `touching`. */
  readonly start: Int32Array;
  readonly touching: Int32Array;
}

const judgedRegions = new Set(['skin', 'lips', 'eyebrow']);
/** The paint mask says where the face ends towards hair, ears and neck. */
const leastPaintWeight = 0.5;

const cache = new WeakMap<FaceModel, FaceSurface>();

export function faceSurface(model: FaceModel): FaceSurface {
  let surface = cache.get(model);
  if (surface === undefined) {
    surface = makeSurface(model);
    cache.set(model, surface);
  }
  return surface;
}

function makeSurface(model: FaceModel): FaceSurface {
  const { triangles, mean, vertexCount } = model;
  const start = new Int32Array(vertexCount + 1);
  for (const v of triangles) start[v + 1]++;
  for (let v = 0; v < vertexCount; v++) start[v + 1] += start[v];
  const touching = new Int32Array(triangles.length);
  const filled = start.slice();
  triangles.forEach((v, i) => {
    touching[filled[v]++] = Math.floor(i / 3);
  });
  const areas = new Float64Array(vertexCount);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t] * 3, triangles[t + 1] * 3, triangles[t + 2] * 3];
    const u = [0, 1, 2].map((k) => mean[b + k] - mean[a + k]);
    const w = [0, 1, 2].map((k) => mean[c + k] - mean[a + k]);
    const area = Math.hypot(u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]);
    for (let k = 0; k < 3; k++) areas[triangles[t + k]] += area / 6;
  }
  const judged: number[] = [];
  for (let v = 0; v < vertexCount; v++) {
    const name = model.regionNames[model.region[v]];
    if (judgedRegions.has(name) && model.paintWeight[v] >= leastPaintWeight) judged.push(v);
  }
  const total = judged.reduce((sum, v) => sum + areas[v], 0);
  return {
    triangles,
    vertices: Uint16Array.from(judged),
    area: Float64Array.from(judged, (v) => areas[v] / total),
    start,
    touching,
  };
}
