import type { ExportMesh } from './export-mesh';
import { writeAtomically } from './write-atomically';

/**
 * Writes a binary little-endian PLY (Turk 1994): float x y z in mm, uchar red green blue, int triangles.
 * Errors: those of `writeAtomically`.
 */
export async function writePly(file: string, mesh: ExportMesh): Promise<void> {
  await writeAtomically(file, encodePly(mesh));
}

export function encodePly(mesh: ExportMesh): Uint8Array {
  const { vertices, triangles, colours } = mesh;
  const vertexCount = vertices.length / 3;
  const faceCount = triangles.length / 3;
  const header = Buffer.from(
    [
      'ply',
      'format binary_little_endian 1.0',
      'comment units: millimetres',
      `element vertex ${vertexCount}`,
      'property float x',
      'property float y',
      'property float z',
      'property uchar red',
      'property uchar green',
      'property uchar blue',
      `element face ${faceCount}`,
      'property list uchar int vertex_indices',
      'end_header\n',
    ].join('\n'),
    'ascii',
  );
  const bytes = Buffer.alloc(header.length + vertexCount * 15 + faceCount * 13);
  header.copy(bytes);
  let at = header.length;
  for (let i = 0; i < vertices.length; i += 3) {
    for (let c = 0; c < 3; c++) at = bytes.writeFloatLE(vertices[i + c], at);
    for (let c = 0; c < 3; c++) at = bytes.writeUInt8(level(colours[i + c]), at);
  }
  for (let i = 0; i < triangles.length; i += 3) {
    at = bytes.writeUInt8(3, at);
    for (let c = 0; c < 3; c++) at = bytes.writeInt32LE(triangles[i + c], at);
  }
  return bytes;
}

function level(colour: number): number {
  return Math.min(255, Math.max(0, Math.round(colour * 255)));
}
