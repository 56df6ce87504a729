import type { RgbImage } from '../pixels/image';

/** A face as files hold it. */
export interface ExportMesh {
  /** [V,3] mm: x to the viewer's right, y up, z towards the viewer. */
  readonly vertices: Float32Array;
  /** [T,3], counter-clockwise from outside. */
  readonly triangles: Uint16Array | Uint32Array;
  /** [V,3] sRGB-encoded 0..1. */
  readonly colours: Float32Array;
  /** [V,2] 0..1, v up. Needed with a texture. */
  readonly uv?: Float32Array | undefined;
  /** In UV layout, first row at v = 1. Without it, the vertices' colours are all there is. */
  readonly texture?: RgbImage;
}
