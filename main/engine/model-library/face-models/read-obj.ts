import { readFile } from 'node:fs/promises';
import { unsuitableFile } from './unsuitable-file';

export interface ObjMesh {
  /** [V,3] */
  readonly vertices: Float32Array;
  /** [T,3] from 0; polygons as fans */
  readonly triangles: Uint32Array;
}

const remedy = 'Get it again from its source';

/**
 * The vertices and faces of a Wavefront OBJ file; texture coordinates, normals and materials are passed over.
 * @throws StudioError `model-unsuitable`
 */
export async function readObj(file: string): Promise<ObjMesh> {
  const vertices: number[] = [];
  const triangles: number[] = [];
  for (const line of (await readFile(file, 'latin1')).split('\n')) {
    if (line.startsWith('v ')) {
      const place = line.slice(2).trim().split(/\s+/, 3).map(Number);
      if (place.length < 3 || !place.every(Number.isFinite)) {
        throw unsuitableFile(file, `has a vertex that is no place: "${line.trim()}"`, remedy);
      }
      vertices.push(...place);
    } else if (line.startsWith('f ')) {
      const corners = line
        .slice(2)
        .trim()
        .split(/\s+/)
        .map((corner) => Number.parseInt(corner, 10) - 1);
      for (let i = 1; i + 1 < corners.length; i++) triangles.push(corners[0], corners[i], corners[i + 1]);
    }
  }
  const count = vertices.length / 3;
  if (count === 0) throw unsuitableFile(file, 'holds no vertices', remedy);
  if (!triangles.every((v) => v >= 0 && v < count)) {
    throw unsuitableFile(file, 'has a face that names a vertex it does not have', remedy);
  }
  return { vertices: Float32Array.from(vertices), triangles: Uint32Array.from(triangles) };
}
