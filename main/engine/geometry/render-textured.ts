import type { RgbImage } from '../pixels/image';
import { drawMesh, poseMesh, sharedPosedMesh, type Placement } from './posed-mesh';
import type { Rasterizer } from './rasterizer';
import { identitySimilarity } from './similarity';
import { ambientOffset, harmonics } from './spherical-harmonics';
import { sampleTexture, type UvTexture } from './uv-texture';
import type { Camera, FaceModel, Similarity } from './types';

export interface TexturedOptions {
  /** Light [27] that multiplies the texture; left out, the texture's colours are shown as they are. */
  readonly light?: ArrayLike<number>;
}

/**
 * Draws a person's textured face over what is in `out` already, anti-aliased at the silhouette.
 * @param raster of the same size as `out`, which is square
 * @param neutral [V,3] mm, the person's `neutralFace`
 */
export function renderTextured(
  raster: Rasterizer,
  model: FaceModel,
  neutral: Float32Array,
  texture: UvTexture,
  placement: Placement,
  camera: Camera,
  cropFromFrame: Similarity,
  out: RgbImage,
  options: TexturedOptions = {},
): void {
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, placement, camera, cropFromFrame, mesh);
  drawMesh(raster, model, mesh);
  const { touched, touchedCount, triangle, baryFirst, barySecond, coverage } = raster;
  const { triangles, uv } = model;
  const { normals } = mesh;
  const colour = new Float32Array(3);
  const basis = new Float64Array(9);
  for (let n = 0; n < touchedCount; n++) {
    const p = touched[n];
    const t = triangle[p] * 3;
    const i = triangles[t];
    const j = triangles[t + 1];
    const k = triangles[t + 2];
    const a = baryFirst[p];
    const b = barySecond[p];
    const c = 1 - a - b;
    sampleTexture(
      texture,
      a * uv[2 * i] + b * uv[2 * j] + c * uv[2 * k],
      a * uv[2 * i + 1] + b * uv[2 * j + 1] + c * uv[2 * k + 1],
      colour,
      0,
    );
    if (options.light !== undefined) {
      const nx = a * normals[3 * i] + b * normals[3 * j] + c * normals[3 * k];
      const ny = a * normals[3 * i + 1] + b * normals[3 * j + 1] + c * normals[3 * k + 1];
      const nz = a * normals[3 * i + 2] + b * normals[3 * j + 2] + c * normals[3 * k + 2];
      const s = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
      harmonics(nx * s, ny * s, nz * s, basis);
      for (let channel = 0; channel < 3; channel++) {
        let shade = ambientOffset * basis[0];
        for (let h = 0; h < 9; h++) shade += basis[h] * options.light[9 * channel + h];
        colour[channel] *= shade;
      }
    }
    const cover = coverage[p];
    for (let channel = 0; channel < 3; channel++) {
      const o = 3 * p + channel;
      const v = out.data[o] * (1 - cover) + 255 * Math.min(1, Math.max(0, colour[channel])) * cover;
      out.data[o] = v + 0.5;
    }
  }
}

/** A camera and a placement that show a neutral face from the front, filling a square picture of `size` pixels. */
export interface FrontalView {
  readonly placement: Placement;
  readonly camera: Camera;
  readonly cropFromFrame: Similarity;
}

/** Distance of the frontal camera, mm: a portrait's, so that noses keep their size. */
const frontalDistance = 900;
/** The face's height over the picture's. */
const frontalFill = 0.9;

/**
 * @param neutral [V,3] mm, the person's `neutralFace`
 * @param size edge of the picture, pixels
 * @param yawRadians turns the face, for views from the side
 */
export function frontalView(
  model: FaceModel,
  neutral: Float32Array,
  size: number,
  yawRadians = 0,
): FrontalView {
  const cosine = Math.cos(yawRadians);
  const sine = Math.sin(yawRadians);
  let left = Infinity;
  let right = -Infinity;
  let bottom = Infinity;
  let top = -Infinity;
  let back = Infinity;
  let front = -Infinity;
  for (let v = 0; v < neutral.length; v += 3) {
    const x = cosine * neutral[v] + sine * neutral[v + 2];
    const z = cosine * neutral[v + 2] - sine * neutral[v];
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, neutral[v + 1]);
    top = Math.max(top, neutral[v + 1]);
    back = Math.min(back, z);
    front = Math.max(front, z);
  }
  const camera: Camera = {
    focalPixels: (frontalFill * size * frontalDistance) / (top - bottom),
    centreX: size / 2,
    centreY: size / 2,
  };
  return {
    placement: {
      pose: {
        pitchRadians: 0,
        yawRadians,
        rollRadians: 0,
        translation: [-(left + right) / 2, -(top + bottom) / 2, -frontalDistance - (back + front) / 2],
      },
      expression: new Float32Array(model.expressionNames.length),
    },
    camera,
    cropFromFrame: identitySimilarity,
  };
}
