/**
 * Where a pixel's eight coverage samples lie, from its centre (the standard eight-sample pattern of Direct3D 11,
 * in sixteenths): no two share a row or a column.
 */
const sampleX = Float64Array.of(1, -1, 5, -3, -5, -7, 3, 7).map((v) => v / 16);
const sampleY = Float64Array.of(-3, 3, 1, -5, 5, -1, 7, -7).map((v) => v / 16);
const allSamples = 255;
/** Centres exactly on a shared edge must belong to one side at least, whatever the rounding. */
export const tolerance = 1e-6;

const coverageOfBits = Float32Array.from({ length: 256 }, (_, bits) => {
  let count = 0;
  for (let b = bits; b !== 0; b &= b - 1) count++;
  return count / 8;
});

/** A rectangle of pixels, both ends included; empty where right < left or bottom < top. */
export interface PixelBounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The triangles that were drawn. */
export interface FrontTriangles {
  /** [T,3] of the mesh */
  readonly triangles: Uint16Array;
  /** [V,2] pixels */
  readonly places: Float32Array;
  /** [count] those that face the viewer */
  readonly front: Int32Array;
  /** [count] 1 over twice the area of each in the picture, negative */
  readonly inverseArea: Float64Array;
  readonly count: number;
}

/** Called for a pixel whose centre is missed, with the screen-space weights of its centre in a triangle that touches it. */
export type OnTouched = (pixel: number, triangle: number, w0: number, w1: number) => void;

/**
 * Anti-aliased coverage of a drawing. Only pixels next to a change between covered and empty can be partly covered, so
 * only the triangles near those are sampled, after the picture's centres are known.
 */
export class EdgeCoverage {
  private readonly bits: Uint8Array;
  /** One for each 4 x 4 pixels. */
  private readonly nearEdge: Uint8Array;
  private readonly tiles: number;

  constructor(private readonly size: number) {
    this.bits = new Uint8Array(size * size);
    this.tiles = Math.ceil(size / 4);
    this.nearEdge = new Uint8Array(this.tiles * this.tiles);
  }

  /**
   * @param covered [S*S] 1 where a triangle covers the pixel's centre
   * @param triangle [S*S] triangle of the pixel or -1; `onTouched` is to set it
   * @param coverage [S*S] written: 0..1 in eighths
   */
  sample(
    drawn: FrontTriangles,
    bounds: PixelBounds,
    covered: Uint8Array,
    triangle: Int32Array,
    coverage: Float32Array,
    onTouched: OnTouched,
  ): void {
    coverage.set(covered);
    if (!this.findEdges(covered, bounds)) return;
    const { size, tiles, bits, nearEdge } = this;
    const { triangles, places, front, inverseArea, count } = drawn;
    bits.fill(0);
    for (let n = 0; n < count; n++) {
      const i = front[n] * 3;
      const v0 = triangles[i] * 2;
      const v1 = triangles[i + 1] * 2;
      const v2 = triangles[i + 2] * 2;
      const x0 = places[v0];
      const y0 = places[v0 + 1];
      const x1 = places[v1];
      const y1 = places[v1 + 1];
      const x2 = places[v2];
      const y2 = places[v2 + 1];
      const left = Math.max(0, Math.floor(x0 < x1 ? (x0 < x2 ? x0 : x2) : x1 < x2 ? x1 : x2));
      const right = Math.min(size - 1, Math.floor(x0 > x1 ? (x0 > x2 ? x0 : x2) : x1 > x2 ? x1 : x2));
      const top = Math.max(0, Math.floor(y0 < y1 ? (y0 < y2 ? y0 : y2) : y1 < y2 ? y1 : y2));
      const bottom = Math.min(size - 1, Math.floor(y0 > y1 ? (y0 > y2 ? y0 : y2) : y1 > y2 ? y1 : y2));
      if (left > right || top > bottom) continue;
      let near = 0;
      for (let ty = top >> 2; ty <= bottom >> 2; ty++) {
        for (let tx = left >> 2; tx <= right >> 2; tx++) near |= nearEdge[ty * tiles + tx];
      }
      if (near === 0) continue;
      const scale = inverseArea[n];
      const a0 = (y1 - y2) * scale;
      const b0 = (x2 - x1) * scale;
      const a1 = (y2 - y0) * scale;
      const b1 = (x0 - x2) * scale;
      for (let y = top; y <= bottom; y++) {
        for (let x = left; x <= right; x++) {
          if (nearEdge[(y >> 2) * tiles + (x >> 2)] === 0) continue;
          const p = y * size + x;
          if (bits[p] === allSamples) continue;
          const w0 = a0 * (x + 0.5 - x2) + b0 * (y + 0.5 - y2);
          const w1 = a1 * (x + 0.5 - x2) + b1 * (y + 0.5 - y2);
          let hit = 0;
          for (let s = 0; s < 8; s++) {
            const s0 = w0 + a0 * sampleX[s] + b0 * sampleY[s];
            const s1 = w1 + a1 * sampleX[s] + b1 * sampleY[s];
            if (s0 >= -tolerance && s1 >= -tolerance && s0 + s1 <= 1 + tolerance) hit |= 1 << s;
          }
          bits[p] |= hit;
          if (hit !== 0 && triangle[p] < 0) onTouched(p, front[n], w0, w1);
        }
      }
    }
    this.countSamples(triangle, coverage);
  }

  private countSamples(triangle: Int32Array, coverage: Float32Array): void {
    const { size, tiles, bits, nearEdge } = this;
    for (let ty = 0; ty < tiles; ty++) {
      for (let tx = 0; tx < tiles; tx++) {
        if (nearEdge[ty * tiles + tx] === 0) continue;
        const endY = Math.min(size, 4 * ty + 4);
        const endX = Math.min(size, 4 * tx + 4);
        for (let y = 4 * ty; y < endY; y++) {
          for (let x = 4 * tx; x < endX; x++) {
            const p = y * size + x;
            // A sliver thinner than the samples' spacing still covers its centre.
            coverage[p] = triangle[p] < 0 ? 0 : Math.max(1 / 8, coverageOfBits[bits[p]]);
          }
        }
      }
    }
  }

  /** Marks the tiles with a change between covered and empty, and those beside; false where there is none. */
  private findEdges(covered: Uint8Array, { left, right, top, bottom }: PixelBounds): boolean {
    const { size, tiles, nearEdge } = this;
    const last = size - 1;
    nearEdge.fill(0);
    let any = false;
    for (let y = top; y <= bottom; y++) {
      const below = y < last ? size : 0;
      for (let x = left, p = y * size + left; x <= right; x++, p++) {
        const here = covered[p];
        const beside = x < last ? 1 : 0;
        const before = x > 0 && below > 0 ? 1 : 0;
        const changes =
          (covered[p + beside] ^ here) |
          (covered[p + below] ^ here) |
          (covered[p + below + beside] ^ here) |
          (covered[p + below - before] ^ here);
        if (changes === 0) continue;
        any = true;
        const tileTop = (y >> 2) * tiles;
        const tileBottom = (Math.min(last, y + 1) >> 2) * tiles;
        const tileLeft = Math.max(0, x - 1) >> 2;
        const tileRight = Math.min(last, x + 1) >> 2;
        nearEdge[tileTop + tileLeft] = 1;
        nearEdge[tileTop + tileRight] = 1;
        nearEdge[tileBottom + tileLeft] = 1;
        nearEdge[tileBottom + tileRight] = 1;
      }
    }
    return any;
  }
}
