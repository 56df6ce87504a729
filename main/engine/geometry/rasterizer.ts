import { EdgeCoverage, tolerance, type PixelBounds } from './edge-coverage';

/**
 * A z-buffer triangle rasterizer for square pictures. It keeps, for each pixel, which triangle is seen and where in
 * it (perspective-correct barycentric coordinates), so that any attribute can be read afterwards; and an anti-aliased
 * coverage of the whole drawing, for silhouettes. Pixel centres at +0.5.
 */
export class Rasterizer {
  readonly size: number;
  /** [size*size] triangle seen, -1 for none. A pixel whose centre is missed but whose edge is touched has one too. */
  readonly triangle: Int32Array;
  /** [size*size] weights of the triangle's first and second vertex; the third's is what is left to 1. */
  readonly baryFirst: Float32Array;
  readonly barySecond: Float32Array;
  /** [size*size] 1/depth at the pixel's centre, larger = nearer; 0 where no triangle covers the centre. */
  readonly inverseDepth: Float32Array;
  /** [size*size] 0..1 in eighths, from eight samples a pixel. */
  readonly coverage: Float32Array;
  /** Pixels touched: indices 0 .. touchedCount of `touched`, so that shading skips the rest. */
  readonly touched: Int32Array;
  touchedCount = 0;
  /** [size*size] 1 where a triangle covers the pixel's centre */
  private readonly covered: Uint8Array;
  private readonly edges: EdgeCoverage;
  private triangles: Uint16Array = new Uint16Array(0);
  private vertexInverseDepth: Float32Array = new Float32Array(0);
  /** The triangles that face the camera and lie before it, and 1 over twice their area; as many as were found last. */
  private front = new Int32Array(0);
  private frontInverseArea = new Float64Array(0);
  /** The pixels that anything was drawn to, and one around them. */
  private drawn: PixelBounds = { left: 0, right: -1, top: 0, bottom: -1 };

  constructor(size: number) {
    this.size = size;
    const pixels = size * size;
    this.triangle = new Int32Array(pixels);
    this.baryFirst = new Float32Array(pixels);
    this.barySecond = new Float32Array(pixels);
    this.inverseDepth = new Float32Array(pixels);
    this.coverage = new Float32Array(pixels);
    this.touched = new Int32Array(pixels);
    this.covered = new Uint8Array(pixels);
    this.edges = new EdgeCoverage(size);
  }

  /**
   * Draws triangles over an empty picture. Triangles that face away (clockwise from outside) are not drawn.
   * @param places [V,2] pixels of this picture
   * @param inverseDepth [V] 1/depth, positive in front of the camera
   * @param triangles [T,3] counter-clockwise from outside
   */
  draw(places: Float32Array, inverseDepth: Float32Array, triangles: Uint16Array): void {
    this.triangles = triangles;
    this.vertexInverseDepth = inverseDepth;
    if (this.front.length * 3 !== triangles.length) {
      this.front = new Int32Array(triangles.length / 3);
      this.frontInverseArea = new Float64Array(triangles.length / 3);
    }
    const { front, frontInverseArea, size, covered, triangle, coverage, baryFirst, barySecond } = this;
    const depths = this.inverseDepth;
    triangle.fill(-1);
    depths.fill(0);
    covered.fill(0);
    let count = 0;
    let lowX = Infinity;
    let highX = -Infinity;
    let lowY = Infinity;
    let highY = -Infinity;
    // All in one function: numbers that are handed to another one would each be allocated.
    for (let t = 0, i = 0; i < triangles.length; t++, i += 3) {
      const v0 = triangles[i];
      const v1 = triangles[i + 1];
      const v2 = triangles[i + 2];
      const x0 = places[2 * v0];
      const y0 = places[2 * v0 + 1];
      const x1 = places[2 * v1];
      const y1 = places[2 * v1 + 1];
      const x2 = places[2 * v2];
      const y2 = places[2 * v2 + 1];
      // Twice the area; y points down, so that counter-clockwise from outside is negative.
      const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
      if (!(area < 0)) continue;
      const q0 = inverseDepth[v0];
      const q1 = inverseDepth[v1];
      const q2 = inverseDepth[v2];
      if (!(q0 > 0 && q1 > 0 && q2 > 0)) continue;
      const inverseArea = 1 / area;
      front[count] = t;
      frontInverseArea[count++] = inverseArea;
      lowX = Math.min(lowX, Math.min(x0, Math.min(x1, x2)));
      highX = Math.max(highX, Math.max(x0, Math.max(x1, x2)));
      lowY = Math.min(lowY, Math.min(y0, Math.min(y1, y2)));
      highY = Math.max(highY, Math.max(y0, Math.max(y1, y2)));
      // Pixels whose centres lie in the triangle's box.
      const left = Math.max(0, Math.ceil((x0 < x1 ? (x0 < x2 ? x0 : x2) : x1 < x2 ? x1 : x2) - 0.5));
      const right = Math.min(size - 1, Math.floor((x0 > x1 ? (x0 > x2 ? x0 : x2) : x1 > x2 ? x1 : x2) - 0.5));
      const top = Math.max(0, Math.ceil((y0 < y1 ? (y0 < y2 ? y0 : y2) : y1 < y2 ? y1 : y2) - 0.5));
      const bottom = Math.min(
        size - 1,
        Math.floor((y0 > y1 ? (y0 > y2 ? y0 : y2) : y1 > y2 ? y1 : y2) - 0.5),
      );
      if (left > right || top > bottom) continue;

      // Screen-space barycentric coordinates are linear: w = stepX * x + stepY * y + constant.
      const a0 = (y1 - y2) * inverseArea;
      const b0 = (x2 - x1) * inverseArea;
      const a1 = (y2 - y0) * inverseArea;
      const b1 = (x0 - x2) * inverseArea;
      let rowW0 = a0 * (left + 0.5 - x2) + b0 * (top + 0.5 - y2);
      let rowW1 = a1 * (left + 0.5 - x2) + b1 * (top + 0.5 - y2);
      for (let y = top; y <= bottom; y++, rowW0 += b0, rowW1 += b1) {
        let w0 = rowW0;
        let w1 = rowW1;
        const end = y * size + right;
        for (let p = y * size + left; p <= end; p++, w0 += a0, w1 += a1) {
          const w2 = 1 - w0 - w1;
          if (w0 < -tolerance || w1 < -tolerance || w2 < -tolerance) continue;
          const q = w0 * q0 + w1 * q1 + w2 * q2;
          if (q <= depths[p]) continue;
          const depth = 1 / q;
          depths[p] = q;
          triangle[p] = t;
          covered[p] = 1;
          baryFirst[p] = w0 * q0 * depth;
          barySecond[p] = w1 * q1 * depth;
        }
      }
    }
    this.drawn = {
      left: Math.max(0, Math.floor(lowX) - 1),
      right: Math.min(size - 1, Math.floor(highX) + 1),
      top: Math.max(0, Math.floor(lowY) - 1),
      bottom: Math.min(size - 1, Math.floor(highY) + 1),
    };
    const visible = { triangles, places, front, inverseArea: frontInverseArea, count };
    this.edges.sample(visible, this.drawn, covered, triangle, coverage, this.holdEdge);
    this.listTouched();
  }

  /** A pixel that is only touched takes the nearest point of the triangle that touches it. */
  private readonly holdEdge = (p: number, t: number, w0: number, w1: number): void => {
    const { triangles, vertexInverseDepth } = this;
    const w2 = 1 - w0 - w1;
    const c0 = w0 > 0 ? w0 * vertexInverseDepth[triangles[3 * t]] : 0;
    const c1 = w1 > 0 ? w1 * vertexInverseDepth[triangles[3 * t + 1]] : 0;
    const c2 = w2 > 0 ? w2 * vertexInverseDepth[triangles[3 * t + 2]] : 0;
    const sum = c0 + c1 + c2;
    this.triangle[p] = t;
    this.baryFirst[p] = c0 / sum;
    this.barySecond[p] = c1 / sum;
  };

  private listTouched(): void {
    const { size, touched, triangle } = this;
    const { left, right, top, bottom } = this.drawn;
    let count = 0;
    for (let y = top; y <= bottom; y++) {
      const end = y * size + right;
      for (let p = y * size + left; p <= end; p++) if (triangle[p] >= 0) touched[count++] = p;
    }
    this.touchedCount = count;
  }

  /**
   * Reads a vertex attribute at every touched pixel into planes one after another, 0 elsewhere.
   * @param attribute [V,channels]
   * @param out [channels,size,size] from `offset`
   */
  interpolate(attribute: Float32Array, channels: number, out: Float32Array, offset = 0): void {
    const { touched, touchedCount, triangle, baryFirst, barySecond, triangles } = this;
    const plane = this.size * this.size;
    out.fill(0, offset, offset + channels * plane);
    for (let n = 0; n < touchedCount; n++) {
      const p = touched[n];
      const i = triangle[p] * 3;
      const v0 = triangles[i] * channels;
      const v1 = triangles[i + 1] * channels;
      const v2 = triangles[i + 2] * channels;
      const u = baryFirst[p];
      const v = barySecond[p];
      const w = 1 - u - v;
      for (let c = 0, o = offset + p; c < channels; c++, o += plane) {
        out[o] = u * attribute[v0 + c] + v * attribute[v1 + c] + w * attribute[v2 + c];
      }
    }
  }
}
