import type { ExportMesh } from '../export/export-mesh';
import { vertexNormals } from '../geometry/shape';
import { smoothStep } from '../geometry/smooth-step';
import type { Similarity } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { largestComponent } from './largest-component';
import { marchingCubes, type Surface } from './marching-cubes';
import { smoothSurface } from './smooth-surface';
import { firstSurface, type FaceVolume } from './volume-network';
import { cameraFromVolume, type VolumeSpace } from './volume-space';

/** Rounds of smoothing: enough for the steps of silhouettes, too few to flatten lips (each reaches about a column). */
const smoothingRounds = 8;
/** Slices of depth behind the first surface of its column up to which a vertex is seen, times `slicesPerPixel`. */
const skinDepth = 2.5;
/** Cosines to the viewer between which a vertex's own pixel loses its say. */
const edgeOn = [0.05, 0.35] as const;

/**
 * The surface of a face's volume before the camera: the largest piece, smoothed, in mm (x right, y up, z towards the
 * viewer), with the picture's colour at every vertex. What the picture does not show (sides seen edge-on, the flat back)
 * takes the mean colour of what it does show.
 */
export function volumeMesh(face: FaceVolume, image: RgbImage): ExportMesh {
  const { volume, iso, space } = face;
  const surface = smoothSurface(largestComponent(marchingCubes(volume, iso)), smoothingRounds);
  const vertices = new Float32Array(surface.vertices.length);
  cameraFromVolume(space, surface.vertices, vertices);
  const colours = pictureColours(face, surface, vertices, image);
  return { vertices, triangles: surface.triangles, colours };
}

/** [V,3] sRGB 0..1. */
function pictureColours(
  { volume, iso, space }: FaceVolume,
  surface: Surface,
  inCamera: Float32Array,
  image: RgbImage,
): Float32Array {
  const count = inCamera.length / 3;
  const normals = new Float32Array(inCamera.length);
  vertexNormals(surface.triangles, inCamera, normals);
  const crop = cropOf(space, image);
  const colours = new Float32Array(count * 3);
  const seen = new Float32Array(count);
  const mean = [0, 0, 0];
  let weight = 1e-6;
  for (let v = 0, i = 0; v < count; v++, i += 3) {
    const [column, row, slice] = surface.vertices.subarray(i, i + 3);
    samplePixel(crop, column, row, colours, i);
    const nearest = firstSurface(volume, iso, Math.floor(column), Math.floor(row));
    if (nearest !== undefined && slice - nearest > skinDepth * space.slicesPerPixel) continue;
    const distance = Math.hypot(inCamera[i], inCamera[i + 1], inCamera[i + 2]);
    const facing =
      -(normals[i] * inCamera[i] + normals[i + 1] * inCamera[i + 1] + normals[i + 2] * inCamera[i + 2]) /
      distance;
    seen[v] = smoothStep(edgeOn[0], edgeOn[1], facing);
    for (let c = 0; c < 3; c++) mean[c] += seen[v] * colours[i + c];
    weight += seen[v];
  }
  for (let v = 0, i = 0; v < count; v++, i += 3) {
    for (let c = 0; c < 3; c++) {
      colours[i + c] = seen[v] * colours[i + c] + (1 - seen[v]) * (mean[c] / weight);
    }
  }
  return colours;
}

/** What a network of this space was shown; its colours at twice the columns are all that vertices can carry. */
function cropOf({ cropFromFrame: s, side }: VolumeSpace, image: RgbImage): RgbImage {
  const twice: Similarity = { a: 2 * s.a, b: 2 * s.b, tx: 2 * s.tx, ty: 2 * s.ty };
  const crop = createRgbImage(2 * side, 2 * side);
  warpImage(image, twice, crop);
  return crop;
}

/** Bilinear, at a place in columns and rows; the border repeats. */
function samplePixel(
  { width, height, data }: RgbImage,
  column: number,
  row: number,
  out: Float32Array,
  at: number,
): void {
  const x = Math.min(width - 1, Math.max(0, 2 * column - 0.5));
  const y = Math.min(height - 1, Math.max(0, 2 * row - 0.5));
  const left = Math.min(width - 2, Math.floor(x));
  const top = Math.min(height - 2, Math.floor(y));
  const u = x - left;
  const w = y - top;
  for (let c = 0; c < 3; c++) {
    const p = (top * width + left) * 3 + c;
    const upper = data[p] * (1 - u) + data[p + 3] * u;
    const lower = data[p + width * 3] * (1 - u) + data[p + width * 3 + 3] * u;
    out[at + c] = (upper * (1 - w) + lower * w) / 255;
  }
}
