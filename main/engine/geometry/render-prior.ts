import type { FloatPlane } from '../pixels/image';
import { boxBlurRows } from './box-blur';
import { drawMesh, poseMesh, sharedPosedMesh } from './posed-mesh';
import type { Rasterizer } from './rasterizer';
import { litColours } from './spherical-harmonics';
import type { Camera, FaceFit, FaceModel, Similarity } from './types';

/**
 * Planes of the prior, in order: 0-2 rendered colour, sRGB 0..1; 3-5 normal in camera space, -1..1 (x right, y up,
 * z towards the viewer); 6 coverage 0..1; 7 confidence 0..1. Colour and normal are multiplied by the coverage
 * (drawn over black), so that every plane is anti-aliased at the silhouette and 0 outside.
 */
export const priorChannels = 8;

/** Re-projection error up to which a fit is trusted fully, and from which not at all. */
const trustedError = 0.02;
const worthlessError = 0.12;

/** 1 for a good fit, falling to 0 as its re-projection error grows. */
export function fitConfidence(fit: Pick<FaceFit, 'reprojectionError'>): number {
  return clamp01((worthlessError - fit.reprojectionError) / (worthlessError - trustedError));
}

/**
 * Renders the 3D face of one frame as the restorer sees it. Training and inference both use this function.
 * @param raster decides the size S of the picture
 * @param neutral [V,3] mm, the person's `identityShape`
 * @param albedo [V,3] sRGB-encoded 0..1, the person's `albedoColours` (or a fused texture's vertex colours)
 * @param out `priorNchw` [8,S,S], see `priorChannels`
 * @param paintMask [S,S] 0..1: where the restored face may be painted; 0 outside the face, fading at its border and
 *   towards surfaces seen edge-on
 */
export function renderPrior(
  raster: Rasterizer,
  model: FaceModel,
  neutral: Float32Array,
  albedo: Float32Array,
  fit: FaceFit,
  camera: Camera,
  cropFromFrame: Similarity,
  out: Float32Array,
  paintMask?: FloatPlane,
): void {
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, fit, camera, cropFromFrame, mesh);
  drawMesh(raster, model, mesh);

  const colours = colourBufferOf(model);
  litColours(albedo, mesh.normals, fit.light, colours);
  const plane = raster.size * raster.size;
  const trust = fitConfidence(fit);
  const { touched, touchedCount, coverage, triangle, baryFirst, barySecond } = raster;
  const { triangles } = model;
  const { normals, facing } = mesh;
  out.fill(0);
  for (let n = 0; n < touchedCount; n++) {
    const p = touched[n];
    const t = triangle[p] * 3;
    const v0 = triangles[t];
    const v1 = triangles[t + 1];
    const v2 = triangles[t + 2];
    const i = 3 * v0;
    const j = 3 * v1;
    const k = 3 * v2;
    const u = baryFirst[p];
    const v = barySecond[p];
    const w = 1 - u - v;
    const c = coverage[p];
    const nx = u * normals[i] + v * normals[j] + w * normals[k];
    const ny = u * normals[i + 1] + v * normals[j + 1] + w * normals[k + 1];
    const nz = u * normals[i + 2] + v * normals[j + 2] + w * normals[k + 2];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const s = length > 1e-6 ? c / length : 0;
    out[p] = c * (u * colours[i] + v * colours[j] + w * colours[k]);
    out[plane + p] = c * (u * colours[i + 1] + v * colours[j + 1] + w * colours[k + 1]);
    out[2 * plane + p] = c * (u * colours[i + 2] + v * colours[j + 2] + w * colours[k + 2]);
    out[3 * plane + p] = nx * s;
    out[4 * plane + p] = ny * s;
    out[5 * plane + p] = nz * s;
    out[6 * plane + p] = c;
    out[7 * plane + p] = c * trust * smoothStep(0.05, 0.5, u * facing[v0] + v * facing[v1] + w * facing[v2]);
  }
  if (paintMask !== undefined) renderPaintMask(raster, model, mesh.facing, paintMask);
}

const colourBuffers = new WeakMap<FaceModel, Float32Array>();

function colourBufferOf(model: FaceModel): Float32Array {
  let buffer = colourBuffers.get(model);
  if (buffer === undefined) {
    buffer = new Float32Array(model.vertexCount * 3);
    colourBuffers.set(model, buffer);
  }
  return buffer;
}

/** Paint weight x coverage x a fade where the surface is seen edge-on, then softened by about 3 % of the picture. */
function renderPaintMask(raster: Rasterizer, model: FaceModel, facing: Float32Array, out: FloatPlane): void {
  const { size, touched, touchedCount, coverage } = raster;
  const plane = size * size;
  const scratch = scratchOf(plane);
  raster.interpolate(model.paintWeight, 1, out.data);
  raster.interpolate(facing, 1, scratch);
  for (let n = 0; n < touchedCount; n++) {
    const p = touched[n];
    out.data[p] *= coverage[p] * smoothStep(0, 0.3, scratch[p]);
  }
  const radius = Math.max(1, Math.round(size / 48));
  const soft = softCoverage.length === plane ? softCoverage : (softCoverage = new Float32Array(plane));
  boxBlurRows(out.data, scratch, size, radius);
  boxBlurRows(scratch, out.data, size, radius);
  boxBlurRows(coverage, scratch, size, radius);
  boxBlurRows(scratch, soft, size, radius);
  // Softening must not reach past the face: down to 0 at the silhouette, where the softened coverage is a half.
  for (let p = 0; p < plane; p++) {
    const inner = 2 * soft[p] - 1;
    out.data[p] *= inner <= 0 || coverage[p] === 0 ? 0 : inner;
  }
}

let softCoverage = new Float32Array(0);
let sharedScratch = new Float32Array(0);

function scratchOf(length: number): Float32Array {
  if (sharedScratch.length < length) sharedScratch = new Float32Array(length);
  return sharedScratch;
}

function smoothStep(from: number, to: number, v: number): number {
  const t = clamp01((v - from) / (to - from));
  return t * t * (3 - 2 * t);
}

function clamp01(v: number): number {
  return v <= 0 ? 0 : v >= 1 ? 1 : v;
}
