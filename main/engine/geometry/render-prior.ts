import type { FloatPlane } from '../pixels/image';
import { boxBlurRows } from './box-blur';
import { drawMesh, poseMesh, sharedPosedMesh, type PosedMesh } from './posed-mesh';
import type { Rasterizer } from './rasterizer';
import { smoothStep } from './smooth-step';
import { litColours } from './spherical-harmonics';
import { sampleTexture, type UvTexture } from './uv-texture';
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
 * @param neutral [V,3] mm, the person's `neutralFace`
 * @param skin sRGB-encoded 0..1 without light: [V,3], the person's `albedoColours`, or their fused texture
 * @param out `priorNchw` [8,S,S], see `priorChannels`
 * @param paintMask [S,S] 0..1: where the restored face may be painted; 0 outside the face, fading at its border and
 *   towards surfaces seen edge-on
 */
export function renderPrior(
  raster: Rasterizer,
  model: FaceModel,
  neutral: Float32Array,
  skin: Float32Array | UvTexture,
  fit: FaceFit,
  camera: Camera,
  cropFromFrame: Similarity,
  out: Float32Array,
  paintMask?: FloatPlane,
): void {
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, fit, camera, cropFromFrame, mesh);
  drawMesh(raster, model, mesh);

  const texture = skin instanceof Float32Array ? undefined : skin;
  const attributes = vertexAttributes(model, mesh, skin instanceof Float32Array ? skin : greyOf(model), fit);
  const plane = raster.size * raster.size;
  const trust = fitConfidence(fit);
  const { touched, touchedCount, coverage, triangle, baryFirst, barySecond } = raster;
  const { triangles, uv } = model;
  const paint = paintMask?.data ?? scratchOf(plane);
  out.fill(0);
  paint.fill(0);
  for (let n = 0; n < touchedCount; n++) {
    const p = touched[n];
    const t = triangle[p] * 3;
    const i = triangles[t] * attributeCount;
    const j = triangles[t + 1] * attributeCount;
    const k = triangles[t + 2] * attributeCount;
    const u = baryFirst[p];
    const v = barySecond[p];
    const w = 1 - u - v;
    const c = coverage[p];
    const nx = u * attributes[i + 3] + v * attributes[j + 3] + w * attributes[k + 3];
    const ny = u * attributes[i + 4] + v * attributes[j + 4] + w * attributes[k + 4];
    const nz = u * attributes[i + 5] + v * attributes[j + 5] + w * attributes[k + 5];
    const facing = u * attributes[i + 6] + v * attributes[j + 6] + w * attributes[k + 6];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const s = length > 1e-6 ? c / length : 0;
    let red = c * (u * attributes[i] + v * attributes[j] + w * attributes[k]);
    let green = c * (u * attributes[i + 1] + v * attributes[j + 1] + w * attributes[k + 1]);
    let blue = c * (u * attributes[i + 2] + v * attributes[j + 2] + w * attributes[k + 2]);
    if (texture !== undefined) {
      const [a, b, d] = [2 * triangles[t], 2 * triangles[t + 1], 2 * triangles[t + 2]];
      const along = u * uv[a] + v * uv[b] + w * uv[d];
      sampleTexture(texture, along, u * uv[a + 1] + v * uv[b + 1] + w * uv[d + 1], texel, 0);
      red = Math.min(c, lightRange * red * texel[0]);
      green = Math.min(c, lightRange * green * texel[1]);
      blue = Math.min(c, lightRange * blue * texel[2]);
    }
    out[p] = red;
    out[plane + p] = green;
    out[2 * plane + p] = blue;
    out[3 * plane + p] = nx * s;
    out[4 * plane + p] = ny * s;
    out[5 * plane + p] = nz * s;
    out[6 * plane + p] = c;
    out[7 * plane + p] = c * trust * smoothStep(0.05, 0.5, facing);
    const paintable = u * attributes[i + 7] + v * attributes[j + 7] + w * attributes[k + 7];
    paint[p] = c * paintable * smoothStep(0, 0.3, facing);
  }
  if (paintMask !== undefined) softenPaintMask(raster, paintMask);
}

/** Light is interpolated as the colour of a grey so dark that no light saturates it; how much darker than white. */
const lightRange = 4;
const texel = new Float32Array(3);

const greys = new WeakMap<FaceModel, Float32Array>();

/** [V,3] the grey that light is seen on. */
function greyOf(model: FaceModel): Float32Array {
  let grey = greys.get(model);
  if (grey === undefined) {
    grey = new Float32Array(model.vertexCount * 3).fill(1 / lightRange);
    greys.set(model, grey);
  }
  return grey;
}

/** Colour (3), normal (3), facing, paint weight: beside each other, so that a corner is read from one place. */
const attributeCount = 8;

interface PriorBuffers {
  /** [V,3] */
  readonly colours: Float32Array;
  /** [V,8] */
  readonly attributes: Float32Array;
}

const priorBuffers = new WeakMap<FaceModel, PriorBuffers>();

/** @returns [V,8], valid until the next call for the model */
function vertexAttributes(
  model: FaceModel,
  { normals, facing }: PosedMesh,
  albedo: Float32Array,
  fit: FaceFit,
): Float32Array {
  let buffers = priorBuffers.get(model);
  if (buffers === undefined) {
    buffers = {
      colours: new Float32Array(model.vertexCount * 3),
      attributes: new Float32Array(model.vertexCount * attributeCount),
    };
    priorBuffers.set(model, buffers);
  }
  const { colours, attributes } = buffers;
  litColours(albedo, normals, fit.light, colours);
  for (let v = 0, i = 0, o = 0; v < facing.length; v++, i += 3, o += attributeCount) {
    attributes[o] = colours[i];
    attributes[o + 1] = colours[i + 1];
    attributes[o + 2] = colours[i + 2];
    attributes[o + 3] = normals[i];
    attributes[o + 4] = normals[i + 1];
    attributes[o + 5] = normals[i + 2];
    attributes[o + 6] = facing[v];
    attributes[o + 7] = model.paintWeight[v];
  }
  return attributes;
}

/** Softens paint weight x coverage x fade by about 3 % of the picture, inside the face. */
function softenPaintMask(raster: Rasterizer, out: FloatPlane): void {
  const { size, coverage } = raster;
  const plane = size * size;
  const scratch = scratchOf(plane);
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

function clamp01(v: number): number {
  return v <= 0 ? 0 : v >= 1 ? 1 : v;
}
