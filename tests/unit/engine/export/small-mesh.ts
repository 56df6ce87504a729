import type { ExportMesh } from '../../../../main/engine/export/export-mesh';

/** A tetrahedron without its floor: four vertices, three triangles, everything distinct. */
export const smallMesh: ExportMesh = {
  vertices: Float32Array.of(-50, -40.5, 0, 50, -40.5, 0, 0, 60.25, 0, 0, 0, 33.125),
  triangles: Uint16Array.of(0, 1, 3, 1, 2, 3, 2, 0, 3),
  colours: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5, 0.25, 0.75),
  uv: Float32Array.of(0, 0, 1, 0, 0.5, 1, 0.5, 0.375),
};

export const checker = {
  width: 2,
  height: 2,
  data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255),
};
