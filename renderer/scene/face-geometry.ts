import { BufferAttribute, BufferGeometry, DynamicDrawUsage, Sphere, Vector3 } from 'three';
import { vertexNormals } from './vertex-normals';

/** A face's mesh and its edges on the graphics card. Both share one set of vertices, rewritten for every frame. */
export interface FaceGeometry {
  readonly surface: BufferGeometry;
  readonly edges: BufferGeometry;
  /** Copies camera-space positions [V,3] mm in and finds the normals; allocates nothing. */
  update(positions: Float32Array): void;
  /** [V,3] as last given. */
  readonly positions: Float32Array;
  dispose(): void;
}

/** What is drawn as lines: pairs of vertices [E,2], and the mean length of the edges at each vertex [V], mm. */
export interface FaceEdges {
  readonly lines: Uint16Array;
  readonly spacing: Float32Array;
}

/** What every person's mesh has in common. */
export interface FaceSurface {
  /** [T,3], counter-clockwise from outside. */
  readonly triangles: Uint16Array;
  /** [V,2], v up. */
  readonly uv: Float32Array;
  /** [V] 1 inside the mouth, 0 elsewhere. */
  readonly inMouth: Uint8Array;
}

export function createFaceGeometry(
  { triangles, uv, inMouth }: FaceSurface,
  { lines, spacing }: FaceEdges,
): FaceGeometry {
  const vertexCount = uv.length / 2;
  const position = new BufferAttribute(new Float32Array(vertexCount * 3), 3).setUsage(DynamicDrawUsage);
  const normal = new BufferAttribute(new Float32Array(vertexCount * 3), 3).setUsage(DynamicDrawUsage);
  const surface = new BufferGeometry();
  surface.setIndex(new BufferAttribute(triangles, 1));
  surface.setAttribute('position', position);
  surface.setAttribute('normal', normal);
  surface.setAttribute('uv', new BufferAttribute(uv, 2));
  surface.setAttribute('inMouth', new BufferAttribute(inMouth, 1));
  const edges = new BufferGeometry();
  edges.setIndex(new BufferAttribute(lines, 1));
  edges.setAttribute('spacing', new BufferAttribute(spacing, 1));
  edges.setAttribute('position', position);
  edges.setAttribute('normal', normal);
  // Never culled: the face is what the view is for, and finding its bounds for every frame would cost a pass.
  surface.boundingSphere = new Sphere(new Vector3(), Infinity);
  edges.boundingSphere = surface.boundingSphere;
  const positions = position.array as Float32Array;
  return {
    surface,
    edges,
    positions,
    update(next) {
      positions.set(next);
      vertexNormals(triangles, positions, normal.array as Float32Array);
      position.needsUpdate = true;
      normal.needsUpdate = true;
    },
    dispose() {
      surface.dispose();
      edges.dispose();
    },
  };
}
