import type { RgbImage } from '../../../main/engine/pixels/image';
import { boxBlurRows } from '../../../main/engine/geometry/box-blur';
import {
  drawMesh,
  poseMesh,
  sharedPosedMesh,
  type Placement,
} from '../../../main/engine/geometry/posed-mesh';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { cropFromFrameOfFit } from '../../../main/engine/geometry/skin-samples';
import { ambientOffset, harmonics } from '../../../main/engine/geometry/spherical-harmonics';
import { texelMapOf, type UvTexture } from '../../../main/engine/geometry/uv-texture';
import type { Camera, FaceModel } from '../../../main/engine/geometry/types';

/** Size of the z-buffer that decides what a frame can see. */
const visibilitySize = 512;
/** Nearer surfaces hide a point only if they are nearer by this: the mesh's own curvature within a pixel. */
const depthSlackMillimetres = 2.5;
/** Shading is not divided out below this: the darkest side would only amplify noise. */
const leastShade = 0.25;

export interface UnwrapOptions {
  /** Relative trust in the frame (sharpness, size). 1 by default. */
  readonly weight?: number;
  /** The frame's light [27]: divided out when given, so that frames under different light agree. */
  readonly light?: ArrayLike<number>;
}

/**
 * Gathers a person's UV texture without light, for the sample's person to be lit anew; what users get, lit as their
 * frames are, comes from main/engine/export/unwrap-texture.ts. Each texel takes the frames' colours weighted by how
 * squarely they see it (squared cosine) and not at all where the surface is hidden, turned away, or outside the frame.
 */
export class TextureUnwrapper {
  readonly size: number;
  private readonly sum: Float32Array;
  private readonly weight: Float32Array;
  /** One frame's trust and light-free colours, by texel in use; and buffers for softening. */
  private readonly frameTrust: Float32Array;
  private readonly frameColour: Float32Array;
  private readonly seen: Float32Array;
  private readonly used: Float32Array;
  private readonly scratch: Float32Array;
  private readonly raster = new Rasterizer(visibilitySize);

  /** @param size edge of the texture, texels: 512 or 1024 */
  constructor(
    private readonly model: FaceModel,
    size: number,
  ) {
    this.size = size;
    this.sum = new Float32Array(size * size * 3);
    this.weight = new Float32Array(size * size);
    const texels = texelMapOf(model, size).texel;
    this.frameTrust = new Float32Array(texels.length);
    this.frameColour = new Float32Array(texels.length * 3);
    this.seen = new Float32Array(size * size);
    this.used = new Float32Array(size * size);
    this.scratch = new Float32Array(size * size);
    for (const p of texels) this.used[p] = 1;
    this.soften(this.used);
  }

  /**
   * Adds one frame.
   * @param neutral [V,3] mm, the person's `identityShape`
   */
  add(
    neutral: Float32Array,
    fit: Placement,
    camera: Camera,
    frame: RgbImage,
    options: UnwrapOptions = {},
  ): void {
    const { model, raster, sum, weight, frameTrust, frameColour, seen } = this;
    const map = texelMapOf(model, this.size);
    frameTrust.fill(0);
    const crop = cropFromFrameOfFit(model, neutral, fit, camera, visibilitySize);
    const mesh = sharedPosedMesh(model);
    // Smaller than the aligned crop, so that the whole head is inside.
    const shrink = 0.7;
    const whole = {
      a: crop.a * shrink,
      b: crop.b * shrink,
      tx: crop.tx * shrink + visibilitySize * (1 - shrink) * 0.5,
      ty: crop.ty * shrink + visibilitySize * (1 - shrink) * 0.5,
    };
    poseMesh(model, neutral, fit, camera, whole, mesh);
    drawMesh(raster, model, mesh);
    const { triangles, paintWeight } = model;
    const { inCamera, normals, facing } = mesh;
    const frameWeight = options.weight ?? 1;
    const basis = new Float64Array(9);
    const shade = new Float64Array(3).fill(1);
    const colour = new Float64Array(3);
    for (let n = 0; n < map.texel.length; n++) {
      const t = map.triangle[n] * 3;
      const i = triangles[t];
      const j = triangles[t + 1];
      const k = triangles[t + 2];
      const u = map.barycentric[3 * n];
      const v = map.barycentric[3 * n + 1];
      const w = map.barycentric[3 * n + 2];
      const cosine = u * facing[i] + v * facing[j] + w * facing[k];
      if (cosine <= 0.1) continue;
      const z = u * inCamera[3 * i + 2] + v * inCamera[3 * j + 2] + w * inCamera[3 * k + 2];
      const x = u * inCamera[3 * i] + v * inCamera[3 * j] + w * inCamera[3 * k];
      const y = u * inCamera[3 * i + 1] + v * inCamera[3 * j + 1] + w * inCamera[3 * k + 1];
      const frameX = camera.centreX - (camera.focalPixels * x) / z;
      const frameY = camera.centreY + (camera.focalPixels * y) / z;
      if (frameX < 1 || frameY < 1 || frameX > frame.width - 1 || frameY > frame.height - 1) continue;
      const px = Math.floor(whole.a * frameX - whole.b * frameY + whole.tx);
      const py = Math.floor(whole.b * frameX + whole.a * frameY + whole.ty);
      if (px < 0 || py < 0 || px >= visibilitySize || py >= visibilitySize) continue;
      const nearest = raster.inverseDepth[py * visibilitySize + px];
      if (nearest > 0 && -z - 1 / nearest > depthSlackMillimetres) continue;
      sampleBilinear(frame, frameX, frameY, colour);
      if (options.light !== undefined) {
        const nx = u * normals[3 * i] + v * normals[3 * j] + w * normals[3 * k];
        const ny = u * normals[3 * i + 1] + v * normals[3 * j + 1] + w * normals[3 * k + 1];
        const nz = u * normals[3 * i + 2] + v * normals[3 * j + 2] + w * normals[3 * k + 2];
        const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
        harmonics(nx / length, ny / length, nz / length, basis);
        for (let c = 0; c < 3; c++) {
          let s = ambientOffset * basis[0];
          for (let h = 0; h < 9; h++) s += basis[h] * options.light[9 * c + h];
          shade[c] = Math.max(leastShade, s);
        }
      }
      const inside = u * paintWeight[i] + v * paintWeight[j] + w * paintWeight[k];
      frameTrust[n] =
        frameWeight * (cosine - 0.1) * (cosine - 0.1) * (borderTrust + (1 - borderTrust) * inside);
      for (let c = 0; c < 3; c++) frameColour[3 * n + c] = colour[c] / shade[c];
    }

    // Trust fades towards what was hidden: the edge of an occlusion is a texel or two uncertain.
    seen.fill(0);
    for (let n = 0; n < map.texel.length; n++) seen[map.texel[n]] = frameTrust[n] > 0 ? 1 : 0;
    this.soften(seen);
    for (let n = 0; n < map.texel.length; n++) {
      if (frameTrust[n] === 0) continue;
      const p = map.texel[n];
      const inside = Math.max(0, 2 * (seen[p] / this.used[p]) - 1);
      const trust = frameTrust[n] * inside;
      weight[p] += trust;
      for (let c = 0; c < 3; c++) sum[3 * p + c] += trust * frameColour[3 * n + c];
    }
  }

  /** Averages a plane over about 1 % of the texture. */
  private soften(plane: Float32Array): void {
    const radius = Math.max(1, Math.round(this.size / 170));
    boxBlurRows(plane, this.scratch, this.size, radius);
    boxBlurRows(this.scratch, plane, this.size, radius);
  }

  /**
   * The texture: what was seen, and where little or nothing was seen the face's other side, then the albedo (scaled to
   * the seen skin's colour), blended without an edge. Texels beside the islands repeat their neighbours.
   * @param albedo [V,3] sRGB 0..1, the person's `albedoColours`
   */
  finish(albedo: Float32Array): UvTexture {
    const { model, size, sum, weight } = this;
    const map = texelMapOf(model, size);
    const data = new Float32Array(size * size * 3);
    const filled = new Uint8Array(size * size);
    const plain = new Float32Array(map.texel.length * 3);
    const gain = this.albedoGain(albedo, plain);
    for (let n = 0; n < map.texel.length; n++) {
      const p = map.texel[n];
      const own = weight[p];
      const other = map.mirror[n] >= 0 ? map.texel[map.mirror[n]] : p;
      const mirrorWeight = otherSideTrust * weight[other];
      const rest = albedoTrust;
      const total = own + mirrorWeight + rest;
      // Mirrored colour is a sum already weighted, so it takes the same factor as its weight.
      for (let c = 0; c < 3; c++) {
        data[3 * p + c] = Math.min(
          1,
          (sum[3 * p + c] + otherSideTrust * sum[3 * other + c] + rest * plain[3 * n + c] * gain[c]) / total,
        );
      }
      filled[p] = 1;
    }
    // Parts without area in UV space still have a place there, and a colour.
    for (let v = 0; v < model.vertexCount; v++) {
      const x = Math.min(size - 1, Math.floor(model.uv[2 * v] * size));
      const y = Math.min(size - 1, Math.floor((1 - model.uv[2 * v + 1]) * size));
      const p = y * size + x;
      if (filled[p] !== 0) continue;
      for (let c = 0; c < 3; c++) data[3 * p + c] = Math.min(1, albedo[3 * v + c] * gain[c]);
      filled[p] = 1;
    }
    spread(data, filled, size, Math.ceil(size / 128));
    return { size, data };
  }

  /** Colours of the albedo at every used texel into `plain`; returns what carries them to the seen colours. */
  private albedoGain(albedo: Float32Array, plain: Float32Array): [number, number, number] {
    const { model, size, sum, weight } = this;
    const map = texelMapOf(model, size);
    const seen = [0, 0, 0];
    const expected = [0, 0, 0];
    for (let n = 0; n < map.texel.length; n++) {
      const t = map.triangle[n] * 3;
      const p = map.texel[n];
      for (let c = 0; c < 3; c++) {
        let value = 0;
        for (let corner = 0; corner < 3; corner++) {
          value += map.barycentric[3 * n + corner] * albedo[3 * model.triangles[t + corner] + c];
        }
        plain[3 * n + c] = value;
        seen[c] += sum[3 * p + c];
        expected[c] += weight[p] * value;
      }
    }
    return [0, 1, 2].map((c) => (expected[c] > 0 ? seen[c] / expected[c] : 1)) as [number, number, number];
  }
}

/** Trust in the other side's colour, and in the bare albedo, beside a squarely seen texel of one frame (about 0.8). */
const otherSideTrust = 0.03;
const albedoTrust = 0.015;
/** Trust where nothing is painted (hairline, ears, neck): hair and collars are not skin. */
const borderTrust = 0.01;

function sampleBilinear(image: RgbImage, x: number, y: number, out: Float64Array): void {
  const { width, height, data } = image;
  const sx = x - 0.5;
  const sy = y - 0.5;
  const fx = Math.floor(sx);
  const fy = Math.floor(sy);
  const wx = sx - fx;
  const wy = sy - fy;
  const x1 = Math.min(width - 1, fx + 1);
  const y1 = Math.min(height - 1, fy + 1);
  for (let c = 0; c < 3; c++) {
    const top = data[3 * (fy * width + fx) + c] * (1 - wx) + data[3 * (fy * width + x1) + c] * wx;
    const bottom = data[3 * (y1 * width + fx) + c] * (1 - wx) + data[3 * (y1 * width + x1) + c] * wx;
    out[c] = (top * (1 - wy) + bottom * wy) / 255;
  }
}

/** Grows the islands by whole texels, so that sampling at their borders never meets black. */
function spread(data: Float32Array, filled: Uint8Array, size: number, rounds: number): void {
  let ring: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ring = [];
    for (let p = 0; p < filled.length; p++) {
      if (filled[p] !== 0) continue;
      const x = p % size;
      let count = 0;
      let r = 0;
      let g = 0;
      let b = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const q = p + dy * size + dx;
          if (x + dx < 0 || x + dx >= size || q < 0 || q >= filled.length || filled[q] !== 1) continue;
          count++;
          r += data[3 * q];
          g += data[3 * q + 1];
          b += data[3 * q + 2];
        }
      }
      if (count === 0) continue;
      data[3 * p] = r / count;
      data[3 * p + 1] = g / count;
      data[3 * p + 2] = b / count;
      ring.push(p);
    }
    for (const p of ring) filled[p] = 1;
  }
}
