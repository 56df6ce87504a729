import sharp from 'sharp';
import { drawMesh, poseMesh, sharedPosedMesh } from '../geometry/posed-mesh';
import { Rasterizer } from '../geometry/rasterizer';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import { createRgbImage, type RgbImage } from '../pixels/image';

/** Values 1..65535 of 16 bits; 0 is no face. */
const levels = 65535;

/** What a frame's geometry looks like from its camera, at the frame's size and place. */
export interface GeometryMaps {
  /** 16-bit grey PNG: 0 where there is no face, else `nearMillimetres + (value - 1) * millimetresPerLevel`. */
  readonly depthPng: Uint8Array;
  readonly nearMillimetres: number;
  readonly millimetresPerLevel: number;
  /** RGB: (n + 1) / 2 x 255 of the unit normal, x right, y up, z towards the viewer; black where there is no face. */
  readonly normals: RgbImage;
}

/**
 * Draws depth (distance from the camera along its axis, mm) and normals of a face in a frame.
 * @param neutral [V,3] mm, `neutralFace`
 */
export async function drawGeometryMaps(
  model: FaceModel,
  neutral: Float32Array,
  fit: FaceFit,
  camera: Camera,
  width: number,
  height: number,
): Promise<GeometryMaps> {
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, fit, camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  const window = windowOf(mesh.places, width, height);
  poseMesh(model, neutral, fit, camera, { a: 1, b: 0, tx: -window.left, ty: -window.top }, mesh);
  const raster = new Rasterizer(window.size);
  drawMesh(raster, model, mesh);
  const pixels = window.size * window.size;
  const turned = new Float32Array(pixels * 3);
  raster.interpolate(mesh.normals, 3, turned);

  let near = Infinity;
  let far = -Infinity;
  for (let n = 0; n < raster.touchedCount; n++) {
    const q = raster.inverseDepth[raster.touched[n]];
    if (q <= 0) continue;
    near = Math.min(near, 1 / q);
    far = Math.max(far, 1 / q);
  }
  if (near > far) near = far = 0; // The face lies outside of the frame.
  const step = Math.max(far - near, 1e-3) / (levels - 1);
  const depth = new Uint16Array(width * height);
  const normals = createRgbImage(width, height);
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    const q = raster.inverseDepth[p];
    const x = window.left + (p % window.size);
    const y = window.top + Math.floor(p / window.size);
    if (q <= 0 || x < 0 || y < 0 || x >= width || y >= height) continue;
    const at = y * width + x;
    depth[at] = 1 + Math.round((1 / q - near) / step);
    const length = Math.hypot(turned[p], turned[pixels + p], turned[2 * pixels + p]) || 1;
    for (let c = 0; c < 3; c++) {
      normals.data[at * 3 + c] = Math.round((turned[c * pixels + p] / length / 2 + 0.5) * 255);
    }
  }
  const depthPng = await encodeGrey16Png(width, height, depth);
  return { depthPng, nearMillimetres: near, millimetresPerLevel: step, normals };
}

/** The square of whole pixels round the part of the face that lies in the frame. */
function windowOf(
  places: Float32Array,
  width: number,
  height: number,
): { left: number; top: number; size: number } {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < places.length; i++) {
    low[i % 2] = Math.min(low[i % 2], places[i]);
    high[i % 2] = Math.max(high[i % 2], places[i]);
  }
  const left = Math.floor(Math.max(0, low[0])) - 1;
  const top = Math.floor(Math.max(0, low[1])) - 1;
  const across = Math.ceil(Math.min(width, high[0])) + 1 - left;
  const down = Math.ceil(Math.min(height, high[1])) + 1 - top;
  return { left, top, size: Math.max(8, across, down) };
}

/** PNG bytes of a 16-bit grey plane [height,width]. */
async function encodeGrey16Png(width: number, height: number, plane: Uint16Array): Promise<Uint8Array> {
  return sharp(plane, { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png({ compressionLevel: 6 })
    .toBuffer();
}
