import { createPosedMesh, poseMesh, type Placement } from '../../../main/engine/geometry/posed-mesh';
import { rotateDirections, rotationOf, toCamera } from '../../../main/engine/geometry/projection';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { vertexNormals } from '../../../main/engine/geometry/shape';
import { shrinkRgb } from '../../../main/engine/geometry/shrink-image';
import { ambientOffset, harmonics } from '../../../main/engine/geometry/spherical-harmonics';
import type { Camera, FaceModel, Pose } from '../../../main/engine/geometry/types';
import { sampleTexture, type UvTexture } from '../../../main/engine/geometry/uv-texture';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';
import type { SurroundMesh } from './surround';

export interface Surround {
  readonly mesh: SurroundMesh;
  /** Moves with the head, or stays with the body. */
  readonly follows: 'head' | 'body';
}

/** Drawn this many times larger and averaged: edges inside the picture become smooth too. */
const supersampling = 3;
const bodyPose: Pose = { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, -22, -540] };

/** Renders a person before a soft background, one frame after another, with the buffers made once. */
export class SceneRenderer {
  private readonly raster: Rasterizer;
  private readonly picture: RgbImage;
  private readonly face;
  private readonly triangles: Uint16Array;
  private readonly places: Float32Array;
  private readonly inverseDepth: Float32Array;
  private readonly normals: Float32Array;
  private readonly colours: Float32Array;
  private readonly faceTriangles: number;

  constructor(
    private readonly model: FaceModel,
    private readonly neutral: Float32Array,
    private readonly texture: UvTexture,
    private readonly surrounds: readonly Surround[],
    private readonly size: number,
  ) {
    const big = size * supersampling;
    this.raster = new Rasterizer(big);
    this.picture = createRgbImage(big, big);
    this.face = createPosedMesh(model);
    let vertices = model.vertexCount;
    const triangles = Array.from(model.triangles);
    for (const { mesh } of surrounds) {
      for (const v of mesh.triangles) triangles.push(v + vertices);
      vertices += mesh.vertices.length / 3;
    }
    if (vertices > 65535) throw new Error(`the scene has ${vertices} vertices, more than 16 bits can name`);
    this.triangles = Uint16Array.from(triangles);
    this.faceTriangles = model.triangles.length / 3;
    this.places = new Float32Array(vertices * 2);
    this.inverseDepth = new Float32Array(vertices);
    this.normals = new Float32Array(vertices * 3);
    this.colours = new Float32Array(vertices * 3);
    let start = model.vertexCount;
    for (const { mesh } of surrounds) {
      this.colours.set(mesh.colours, start * 3);
      start += mesh.vertices.length / 3;
    }
  }

  render(placement: Placement, camera: Camera, light: ArrayLike<number>): RgbImage {
    const enlarge = { a: supersampling, b: 0, tx: 0, ty: 0 };
    poseMesh(this.model, this.neutral, placement, camera, enlarge, this.face);
    this.places.set(this.face.places);
    this.inverseDepth.set(this.face.inverseDepth);
    this.normals.set(this.face.normals);
    let start = this.model.vertexCount;
    for (const surround of this.surrounds) {
      this.placeSurround(surround, surround.follows === 'head' ? placement.pose : bodyPose, camera, start);
      start += surround.mesh.vertices.length / 3;
    }
    this.raster.draw(this.places, this.inverseDepth, this.triangles);
    this.drawBackground(light);
    this.shade(light);
    const big = this.size * supersampling;
    return shrinkRgb(this.picture, 0, 0, big, big, supersampling);
  }

  private placeSurround({ mesh }: Surround, pose: Pose, camera: Camera, start: number): void {
    const count = mesh.vertices.length / 3;
    const inCamera = new Float32Array(mesh.vertices.length);
    toCamera(pose, mesh.vertices, inCamera);
    const normals = this.normals.subarray(start * 3, (start + count) * 3);
    vertexNormals(Uint16Array.from(mesh.outerTriangles), mesh.vertices, normals);
    rotateDirections(rotationOf(pose), normals, normals);
    for (let v = 0; v < count; v++) {
      const q = -1 / inCamera[3 * v + 2];
      this.inverseDepth[start + v] = q;
      const u = camera.centreX + camera.focalPixels * inCamera[3 * v] * q;
      const w = camera.centreY - camera.focalPixels * inCamera[3 * v + 1] * q;
      this.places[2 * (start + v)] = u * supersampling;
      this.places[2 * (start + v) + 1] = w * supersampling;
    }
  }

  /** A wall out of focus, lighter where the light comes from. */
  private drawBackground(light: ArrayLike<number>): void {
    const { width, height, data } = this.picture;
    const side = -light[3];
    for (let y = 0, o = 0; y < height; y++) {
      const v = y / height;
      for (let x = 0; x < width; x++, o += 3) {
        const u = x / width;
        const glow = 0.12 * Math.exp(-((u - 0.5 - 0.9 * side) ** 2 + (v - 0.3) ** 2) / 0.12);
        const shelf = 0.05 / (1 + Math.exp(-(u - 0.78) * 40)) - 0.06 / (1 + Math.exp(-(v - 0.72) * 30));
        const tone = 0.5 - 0.14 * v + glow + shelf;
        data[o] = 255 * (tone * 0.94);
        data[o + 1] = 255 * tone;
        data[o + 2] = 255 * (tone * 1.06);
      }
    }
  }

  private shade(light: ArrayLike<number>): void {
    const { raster, model, triangles, normals, colours, picture } = this;
    const colour = new Float32Array(3);
    const basis = new Float64Array(9);
    for (let n = 0; n < raster.touchedCount; n++) {
      const p = raster.touched[n];
      const t = raster.triangle[p];
      const i = triangles[3 * t];
      const j = triangles[3 * t + 1];
      const k = triangles[3 * t + 2];
      const a = raster.baryFirst[p];
      const b = raster.barySecond[p];
      const c = 1 - a - b;
      if (t < this.faceTriangles) {
        const { uv } = model;
        const u = a * uv[2 * i] + b * uv[2 * j] + c * uv[2 * k];
        const v = a * uv[2 * i + 1] + b * uv[2 * j + 1] + c * uv[2 * k + 1];
        sampleTexture(this.texture, u, v, colour, 0);
      } else {
        for (let e = 0; e < 3; e++) {
          colour[e] = a * colours[3 * i + e] + b * colours[3 * j + e] + c * colours[3 * k + e];
        }
      }
      const nx = a * normals[3 * i] + b * normals[3 * j] + c * normals[3 * k];
      const ny = a * normals[3 * i + 1] + b * normals[3 * j + 1] + c * normals[3 * k + 1];
      const nz = a * normals[3 * i + 2] + b * normals[3 * j + 2] + c * normals[3 * k + 2];
      const s = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
      harmonics(nx * s, ny * s, nz * s, basis);
      const cover = raster.coverage[p];
      for (let e = 0; e < 3; e++) {
        let shade = ambientOffset * basis[0];
        for (let h = 0; h < 9; h++) shade += basis[h] * light[9 * e + h];
        const lit = 255 * Math.min(1, Math.max(0, colour[e] * shade));
        picture.data[3 * p + e] = picture.data[3 * p + e] * (1 - cover) + lit * cover + 0.5;
      }
    }
  }
}
