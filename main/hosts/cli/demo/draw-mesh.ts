import { readFile } from 'node:fs/promises';
import { Rasterizer } from '../../../engine/geometry/rasterizer';
import { createRgbImage, type RgbImage } from '../../../engine/pixels/image';

export interface PlainMesh {
  /** [V,3] x right, y up, z towards the viewer. */
  readonly vertices: Float32Array;
  /** [T,3] counter-clockwise from outside. */
  readonly triangles: Uint16Array;
}

/** Reads the `v` and `f` lines of an OBJ file; corners may carry texture and normal indices. */
export async function readObj(file: string): Promise<PlainMesh> {
  const vertices: number[] = [];
  const triangles: number[] = [];
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [kind, ...values] = line.trim().split(/\s+/);
    if (kind === 'v') vertices.push(Number(values[0]), Number(values[1]), Number(values[2]));
    if (kind === 'f') triangles.push(...values.slice(0, 3).map((corner) => parseInt(corner, 10) - 1));
  }
  return { vertices: Float32Array.from(vertices), triangles: Uint16Array.from(triangles) };
}

const clay = [214, 205, 196] as const;
const backdrop = 24;

/** The mesh as clay under a lamp at the camera's left shoulder, turned by `yawRadians`; square, `size` pixels. */
export function drawMesh(mesh: PlainMesh, size: number, yawRadians: number): RgbImage {
  const turned = turn(mesh.vertices, yawRadians);
  const normals = vertexNormals(turned, mesh.triangles);
  const count = turned.length / 3;
  const bounds = extent(turned);
  const scale = (0.86 * size) / Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const places = new Float32Array(count * 2);
  const inverseDepth = new Float32Array(count);
  for (let v = 0; v < count; v++) {
    places[2 * v] = size / 2 + (turned[3 * v] - (bounds.minX + bounds.maxX) / 2) * scale;
    places[2 * v + 1] = size / 2 - (turned[3 * v + 1] - (bounds.minY + bounds.maxY) / 2) * scale;
    // Orthographic: a camera so far away that 1/depth is nearly linear in z.
    inverseDepth[v] = 1 / (100_000 - turned[3 * v + 2]);
  }
  const raster = new Rasterizer(size);
  raster.draw(places, inverseDepth, mesh.triangles);
  return shade(raster, mesh.triangles, normals);
}

function shade(raster: Rasterizer, triangles: Uint16Array, normals: Float32Array): RgbImage {
  const out = createRgbImage(raster.size, raster.size);
  out.data.fill(backdrop);
  const lamp = [-0.4, 0.5, 0.77];
  for (let i = 0; i < raster.touchedCount; i++) {
    const pixel = raster.touched[i];
    const t = raster.triangle[pixel] * 3;
    if (t < 0) continue;
    const first = raster.baryFirst[pixel];
    const second = raster.barySecond[pixel];
    const third = 1 - first - second;
    let light = 0;
    for (let c = 0; c < 3; c++) {
      light +=
        lamp[c] *
        (first * normals[triangles[t] * 3 + c] +
          second * normals[triangles[t + 1] * 3 + c] +
          third * normals[triangles[t + 2] * 3 + c]);
    }
    const brightness = 0.16 + 0.84 * Math.max(0, Math.min(1, light));
    const cover = raster.coverage[pixel];
    for (let c = 0; c < 3; c++) {
      out.data[pixel * 3 + c] = backdrop + cover * (clay[c] * brightness - backdrop) + 0.5;
    }
  }
  return out;
}

function turn(vertices: Float32Array, yawRadians: number): Float32Array {
  const cosine = Math.cos(yawRadians);
  const sine = Math.sin(yawRadians);
  const out = new Float32Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 3) {
    out[i] = cosine * vertices[i] + sine * vertices[i + 2];
    out[i + 1] = vertices[i + 1];
    out[i + 2] = -sine * vertices[i] + cosine * vertices[i + 2];
  }
  return out;
}

/** Unit normals at the vertices: the sum of the triangles' normals, weighted by their areas. */
function vertexNormals(vertices: Float32Array, triangles: Uint16Array): Float32Array {
  const normals = new Float32Array(vertices.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t] * 3, triangles[t + 1] * 3, triangles[t + 2] * 3];
    const ux = vertices[b] - vertices[a];
    const uy = vertices[b + 1] - vertices[a + 1];
    const uz = vertices[b + 2] - vertices[a + 2];
    const vx = vertices[c] - vertices[a];
    const vy = vertices[c + 1] - vertices[a + 1];
    const vz = vertices[c + 2] - vertices[a + 2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const corner of [a, b, c]) {
      normals[corner] += nx;
      normals[corner + 1] += ny;
      normals[corner + 2] += nz;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    normals[i] /= length;
    normals[i + 1] /= length;
    normals[i + 2] /= length;
  }
  return normals;
}

function extent(vertices: Float32Array): { minX: number; maxX: number; minY: number; maxY: number } {
  const box = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (let i = 0; i < vertices.length; i += 3) {
    box.minX = Math.min(box.minX, vertices[i]);
    box.maxX = Math.max(box.maxX, vertices[i]);
    box.minY = Math.min(box.minY, vertices[i + 1]);
    box.maxY = Math.max(box.maxY, vertices[i + 1]);
  }
  return box;
}
