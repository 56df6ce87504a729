import type { PersonFit } from '../../../preload/contract/studio/resources';
import type { Table } from '../timeline/table';
import type { Colour } from './gl/picture-painter';
import type { FrameMesh } from './gl/mesh-layer';

/**
 * Camera-space vertices (x right, y up, z towards the viewer, mm; faces at negative z) in the frame:
 * u = centreX + f x / -z, v = centreY - f y / -z.
 */
export function projectMesh(
  { rows, columns, values }: Table,
  { camera }: PersonFit,
  colour: Colour,
): FrameMesh {
  const pointsInFrame = new Float32Array(rows * 3);
  let farthest = Infinity;
  let nearest = -Infinity;
  for (let row = 0; row < rows; row++) {
    const x = values[row * columns];
    const y = values[row * columns + 1];
    const z = values[row * columns + 2];
    const scale = camera.focalPixels / Math.max(1e-3, -z);
    pointsInFrame[row * 3] = camera.centreX + x * scale;
    pointsInFrame[row * 3 + 1] = camera.centreY - y * scale;
    pointsInFrame[row * 3 + 2] = z;
    if (z < farthest) farthest = z;
    if (z > nearest) nearest = z;
  }
  return { pointsInFrame, depths: [farthest, nearest], colour };
}

/** Each edge of the triangles once, two vertex numbers an edge. */
export function edgesOf(triangles: Uint16Array): Uint16Array {
  const seen = new Set<number>();
  const edges: number[] = [];
  for (let at = 0; at + 2 < triangles.length; at += 3) {
    for (let side = 0; side < 3; side++) {
      const a = triangles[at + side];
      const b = triangles[at + ((side + 1) % 3)];
      const key = Math.min(a, b) * 65_536 + Math.max(a, b);
      if (seen.has(key)) continue;
      seen.add(key);
      edges.push(a, b);
    }
  }
  return Uint16Array.from(edges);
}
