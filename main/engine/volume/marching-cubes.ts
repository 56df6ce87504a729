import { cubeTriangles, edgeCorners } from './cube-polygons';

/** Values on a grid: [depth, height, width], width running fastest. */
export interface Volume {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly data: Float32Array;
}

export interface Surface {
  /** [V,3] x, y, z of the grid; the sample (i, j, k) lies at (i + 0.5, j + 0.5, k + 0.5). */
  readonly vertices: Float32Array;
  /** [T,3] anticlockwise as seen from outside, where x runs right, y up and z towards the viewer. */
  readonly triangles: Uint32Array;
}

/**
 * The surface on which a volume's values reach `iso`, linear between samples (Lorensen & Cline 1987; the table:
 * `cube-polygons.ts`). Values of `iso` and above are inside; beyond the volume everything is outside, so that the surface
 * is always closed. Each crossing of a grid edge is one vertex.
 */
export function marchingCubes({ width, height, depth, data }: Volume, iso: number): Surface {
  if (data.length !== width * height * depth) {
    throw new RangeError(`a volume of ${width} x ${height} x ${depth} has not ${data.length} values`);
  }
  const vertices = new Numbers(Float32Array, 1 << 14);
  const triangles = new Numbers(Uint32Array, 1 << 15);
  // Cells begin one sample before the volume; a layer remembers the vertices on the edges that its cells' lower corner
  // owns: [cell, axis].
  const across = width + 2;
  const layerLength = across * (height + 2) * 3;
  let below = new Int32Array(layerLength).fill(-1);
  let above = new Int32Array(layerLength).fill(-1);
  const corner = new Float64Array(8);
  // No real value: far enough outside for a crossing to lie at the last sample, near enough to stay finite.
  const outside = (value: number): number => iso - Math.max(1e-6, Math.abs(value - iso));

  function vertexOn(edge: number, x: number, y: number, z: number): number {
    const a = edgeCorners[2 * edge];
    const axis = edge >> 2;
    const layer = (a & 4) === 0 ? below : above;
    const slot = (((y + 1 + ((a >> 1) & 1)) * across + x + 1 + (a & 1)) * 3 + axis) | 0;
    const known = layer[slot];
    if (known >= 0) return known;
    const from = corner[a];
    const to = corner[edgeCorners[2 * edge + 1]];
    const share = (iso - from) / (to - from);
    const place = [x + (a & 1) + 0.5, y + ((a >> 1) & 1) + 0.5, z + ((a >> 2) & 1) + 0.5];
    place[axis] += share;
    const index = vertices.length / 3;
    vertices.push(place[0], place[1], place[2]);
    layer[slot] = index;
    return index;
  }

  for (let z = -1; z < depth; z++) {
    for (let y = -1; y < height; y++) {
      for (let x = -1; x < width; x++) {
        let inside = 0;
        let missing = 0;
        let largest = -Infinity;
        for (let c = 0; c < 8; c++) {
          const i = x + (c & 1);
          const j = y + ((c >> 1) & 1);
          const k = z + (c >> 2);
          if (i < 0 || j < 0 || k < 0 || i >= width || j >= height || k >= depth) {
            missing |= 1 << c;
            continue;
          }
          const value = data[(k * height + j) * width + i];
          corner[c] = value;
          if (value > largest) largest = value;
          if (value >= iso) inside |= 1 << c;
        }
        if (inside === 0 || inside === 255) continue;
        if (missing !== 0) {
          for (let c = 0; c < 8; c++) if ((missing >> c) & 1) corner[c] = outside(largest);
        }
        const edges = cubeTriangles[inside];
        for (let t = 0; t < edges.length; t += 3) {
          triangles.push(
            vertexOn(edges[t], x, y, z),
            vertexOn(edges[t + 1], x, y, z),
            vertexOn(edges[t + 2], x, y, z),
          );
        }
      }
    }
    [below, above] = [above, below];
    above.fill(-1);
  }
  return { vertices: vertices.taken(), triangles: triangles.taken() };
}

/** A typed array that grows. */
class Numbers<T extends Float32Array | Uint32Array> {
  length = 0;
  private array: T;

  constructor(
    private readonly make: new (length: number) => T,
    capacity: number,
  ) {
    this.array = new make(capacity);
  }

  push(a: number, b: number, c: number): void {
    if (this.length + 3 > this.array.length) {
      const larger = new this.make(this.array.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length] = a;
    this.array[this.length + 1] = b;
    this.array[this.length + 2] = c;
    this.length += 3;
  }

  taken(): T {
    return this.array.slice(0, this.length) as T;
  }
}
