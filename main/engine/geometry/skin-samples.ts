import { createRgbImage, type RgbImage } from '../pixels/image';
import { cropFromFrameOf } from './align-crop';
import { drawMesh, poseMesh, sharedPosedMesh, type Placement } from './posed-mesh';
import { projectModelPoints } from './projection';
import { Rasterizer } from './rasterizer';
import { expressedShape, surfacePositions } from './shape';
import { warpImage } from './warp-image';
import type { Camera, FaceModel, Similarity } from './types';

/** What the skin of one face looks like in one frame, at points of the mesh. */
export interface SkinSamples {
  readonly count: number;
  /** [count] triangle of the model */
  readonly triangle: Uint32Array;
  /** [count,3] */
  readonly barycentric: Float32Array;
  /** [count,3] unit, camera space */
  readonly normal: Float32Array;
  /** [count,3] sRGB 0..1 */
  readonly colour: Float32Array;
  /** [count] 0..1, by how squarely the surface is seen */
  readonly weight: Float32Array;
}

/** Edge of the crop that is looked at: small on purpose, so that noise and fine texture average out. */
const sampleSize = 72;

let sharedRaster: Rasterizer | undefined;
let sharedCrop: RgbImage | undefined;

/**
 * Reads visible skin from a frame: eyes, teeth, mouth, nostrils, brows and hair-prone borders are left out, and so are
 * surfaces seen edge-on and pixels that are burnt out.
 * @param neutral [V,3] mm, the person's `neutralFace`
 */
export function sampleSkin(
  model: FaceModel,
  neutral: Float32Array,
  fit: Placement,
  camera: Camera,
  frame: RgbImage,
): SkinSamples {
  const raster = (sharedRaster ??= new Rasterizer(sampleSize));
  const crop = (sharedCrop ??= createRgbImage(sampleSize, sampleSize));
  const cropFromFrame = cropFromFrameOfFit(model, neutral, fit, camera, sampleSize);
  warpImage(frame, cropFromFrame, crop, 'bilinear');
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, fit, camera, cropFromFrame, mesh);
  drawMesh(raster, model, mesh);

  const skin = skinWeightOf(model);
  const limit = raster.touchedCount;
  const triangle = new Uint32Array(limit);
  const barycentric = new Float32Array(limit * 3);
  const normal = new Float32Array(limit * 3);
  const colour = new Float32Array(limit * 3);
  const weight = new Float32Array(limit);
  let count = 0;
  for (let n = 0; n < limit; n++) {
    const p = raster.touched[n];
    if (raster.coverage[p] < 1) continue;
    const t = raster.triangle[p];
    const u = raster.baryFirst[p];
    const v = raster.barySecond[p];
    const w = 1 - u - v;
    const i = model.triangles[3 * t];
    const j = model.triangles[3 * t + 1];
    const k = model.triangles[3 * t + 2];
    const facing = u * mesh.facing[i] + v * mesh.facing[j] + w * mesh.facing[k];
    const trust = (u * skin[i] + v * skin[j] + w * skin[k]) * Math.min(1, (facing - 0.2) / 0.4);
    if (trust <= 0.05) continue;
    // The frame's own border repeats outside it and says nothing.
    if (outside(p, cropFromFrame, frame)) continue;
    const r = crop.data[3 * p] / 255;
    const g = crop.data[3 * p + 1] / 255;
    const b = crop.data[3 * p + 2] / 255;
    if (Math.max(r, g, b) > 0.985) continue;
    const nx = u * mesh.normals[3 * i] + v * mesh.normals[3 * j] + w * mesh.normals[3 * k];
    const ny = u * mesh.normals[3 * i + 1] + v * mesh.normals[3 * j + 1] + w * mesh.normals[3 * k + 1];
    const nz = u * mesh.normals[3 * i + 2] + v * mesh.normals[3 * j + 2] + w * mesh.normals[3 * k + 2];
    const s = 1 / Math.max(1e-6, Math.sqrt(nx * nx + ny * ny + nz * nz));
    const o = 3 * count;
    triangle[count] = t;
    weight[count] = trust;
    barycentric[o] = u;
    barycentric[o + 1] = v;
    barycentric[o + 2] = w;
    normal[o] = nx * s;
    normal[o + 1] = ny * s;
    normal[o + 2] = nz * s;
    colour[o] = r;
    colour[o + 1] = g;
    colour[o + 2] = b;
    count++;
  }
  return {
    count,
    triangle: triangle.subarray(0, count),
    barycentric: barycentric.subarray(0, 3 * count),
    normal: normal.subarray(0, 3 * count),
    colour: colour.subarray(0, 3 * count),
    weight: weight.subarray(0, count),
  };
}

function outside(p: number, cropFromFrame: Similarity, frame: RgbImage): boolean {
  const { a, b, tx, ty } = cropFromFrame;
  const x = (p % sampleSize) + 0.5 - tx;
  const y = Math.floor(p / sampleSize) + 0.5 - ty;
  const d = a * a + b * b;
  const u = (a * x + b * y) / d;
  const v = (a * y - b * x) / d;
  return u < 0 || v < 0 || u >= frame.width || v >= frame.height;
}

/** The aligned crop where a fitted face has its own five points: what to use where no landmarks are at hand. */
export function cropFromFrameOfFit(
  model: FaceModel,
  neutral: Float32Array,
  fit: Placement,
  camera: Camera,
  cropSize: number,
): Similarity {
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, fit.expression, vertices);
  const five = surfacePositions(model.triangles, model.landmarks5, vertices);
  return cropFromFrameOf(projectModelPoints(camera, fit.pose, five), cropSize);
}

/** Trust of each region's colour as plain lit skin; regions not named here count fully. */
const regionTrust: Readonly<Record<string, number>> = {
  lips: 0.3,
  eyebrow: 0.1,
  leftEyeball: 0,
  rightEyeball: 0,
  teeth: 0,
  mouthBag: 0,
  eyelidRim: 0,
  nostril: 0,
  ear: 0.2,
  neck: 0.2,
};

const skinWeights = new WeakMap<FaceModel, Float32Array>();

function skinWeightOf(model: FaceModel): Float32Array {
  let weights = skinWeights.get(model);
  if (weights === undefined) {
    weights = new Float32Array(model.vertexCount);
    for (let v = 0; v < weights.length; v++) {
      const trust = regionTrust[model.regionNames[model.region[v]] ?? ''] ?? 1;
      weights[v] = trust * model.paintWeight[v];
    }
    skinWeights.set(model, weights);
  }
  return weights;
}
