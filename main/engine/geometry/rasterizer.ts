/**
 * Where a pixel's eight coverage samples lie, from its centre (the standard eight-sample pattern of Direct3D 11,
 * in sixteenths): no two share a row or a column.
 */
const sampleX = Float64Array.of(1, -1, 5, -3, -5, -7, 3, 7).map((v) => v / 16);
const sampleY = Float64Array.of(-3, 3, 1, -5, 5, -1, 7, -7).map((v) => v / 16);
const allSamples = 255;
/** Centres exactly on a shared edge must belong to one side at least, whatever the rounding. */
const tolerance = 1e-6;

const coverageOfBits = Float32Array.from({ length: 256 }, (_, bits) => {
  let count = 0;
  for (let b = bits; b !== 0; b &= b - 1) count++;
  return count / 8;
});

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
  private readonly bits: Uint8Array;
  private readonly nearEdge: Uint8Array;
  private readonly tilesAcross: number;
  private triangles: Uint16Array = new Uint16Array(0);
  private vertexInverseDepth: Float32Array = new Float32Array(0);
  /** [T] 1 for triangles that reach behind the camera */
  private hidden: Uint8Array = new Uint8Array(0);

  constructor(size: number) {
    this.size = size;
    const pixels = size * size;
    this.triangle = new Int32Array(pixels);
    this.baryFirst = new Float32Array(pixels);
    this.barySecond = new Float32Array(pixels);
    this.inverseDepth = new Float32Array(pixels);
    this.coverage = new Float32Array(pixels);
    this.touched = new Int32Array(pixels);
    this.bits = new Uint8Array(pixels);
    this.tilesAcross = Math.ceil(size / 4);
    this.nearEdge = new Uint8Array(this.tilesAcross * this.tilesAcross);
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
    if (this.hidden.length * 3 !== triangles.length) this.hidden = new Uint8Array(triangles.length / 3);
    this.hidden.fill(0);
    this.triangle.fill(-1);
    this.inverseDepth.fill(0);
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
      if (!(q0 > 0 && q1 > 0 && q2 > 0)) {
        this.hidden[t] = 1;
        continue;
      }
      this.drawTriangle(t, x0, y0, x1, y1, x2, y2, q0, q1, q2, 1 / area);
    }
    this.sampleEdges(places);
    this.listTouched();
  }

  private drawTriangle(
    t: number,
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    q0: number,
    q1: number,
    q2: number,
    inverseArea: number,
  ): void {
    const { size, triangle, inverseDepth, baryFirst, barySecond } = this;
    // Pixels whose centres lie in the triangle's box.
    const left = Math.max(0, Math.ceil((x0 < x1 ? (x0 < x2 ? x0 : x2) : x1 < x2 ? x1 : x2) - 0.5));
    const right = Math.min(size - 1, Math.floor((x0 > x1 ? (x0 > x2 ? x0 : x2) : x1 > x2 ? x1 : x2) - 0.5));
    const top = Math.max(0, Math.ceil((y0 < y1 ? (y0 < y2 ? y0 : y2) : y1 < y2 ? y1 : y2) - 0.5));
    const bottom = Math.min(size - 1, Math.floor((y0 > y1 ? (y0 > y2 ? y0 : y2) : y1 > y2 ? y1 : y2) - 0.5));
    if (left > right || top > bottom) return;

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
        if (q <= inverseDepth[p]) continue;
        inverseDepth[p] = q;
        triangle[p] = t;
        baryFirst[p] = (w0 * q0) / q;
        barySecond[p] = (w1 * q1) / q;
      }
    }
  }

  /**
   * Anti-aliased coverage. Only pixels next to a change between covered and empty can be partly covered, so only the
   * triangles near those are sampled, after the picture's centres are known.
   */
  private sampleEdges(places: Float32Array): void {
    const { size, triangle, triangles, bits, nearEdge, coverage } = this;
    bits.fill(0);
    nearEdge.fill(0);
    const tiles = this.tilesAcross;
    let any = false;
    for (let y = 0, p = 0; y < size; y++) {
      for (let x = 0; x < size; x++, p++) {
        const here = triangle[p] >= 0;
        coverage[p] = here ? 1 : 0;
        const right = x + 1 < size && triangle[p + 1] >= 0 !== here;
        const below = y + 1 < size && triangle[p + size] >= 0 !== here;
        const diagonal =
          (x + 1 < size && y + 1 < size && triangle[p + size + 1] >= 0 !== here) ||
          (x > 0 && y + 1 < size && triangle[p + size - 1] >= 0 !== here);
        if (!right && !below && !diagonal) continue;
        any = true;
        // This pixel and the ones beside it, as tiles of 4 x 4.
        const tileTop = (y >> 2) * tiles;
        const tileBottom = (Math.min(size - 1, y + 1) >> 2) * tiles;
        const tileLeft = Math.max(0, x - 1) >> 2;
        const tileRight = Math.min(size - 1, x + 1) >> 2;
        nearEdge[tileTop + tileLeft] = 1;
        nearEdge[tileTop + tileRight] = 1;
        nearEdge[tileBottom + tileLeft] = 1;
        nearEdge[tileBottom + tileRight] = 1;
      }
    }
    if (!any) return;
    for (let t = 0, i = 0; i < triangles.length; t++, i += 3) {
      const v0 = triangles[i] * 2;
      const v1 = triangles[i + 1] * 2;
      const v2 = triangles[i + 2] * 2;
      const x0 = places[v0];
      const y0 = places[v0 + 1];
      const x1 = places[v1];
      const y1 = places[v1 + 1];
      const x2 = places[v2];
      const y2 = places[v2 + 1];
      const area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
      if (!(area < 0) || this.hidden[t] !== 0) continue;
      const left = Math.max(0, Math.floor(x0 < x1 ? (x0 < x2 ? x0 : x2) : x1 < x2 ? x1 : x2));
      const right = Math.min(size - 1, Math.floor(x0 > x1 ? (x0 > x2 ? x0 : x2) : x1 > x2 ? x1 : x2));
      const top = Math.max(0, Math.floor(y0 < y1 ? (y0 < y2 ? y0 : y2) : y1 < y2 ? y1 : y2));
      const bottom = Math.min(size - 1, Math.floor(y0 > y1 ? (y0 > y2 ? y0 : y2) : y1 > y2 ? y1 : y2));
      if (left > right || top > bottom) continue;
      let near = false;
      for (let ty = top >> 2; ty <= bottom >> 2 && !near; ty++) {
        for (let tx = left >> 2; tx <= right >> 2; tx++) if (nearEdge[ty * tiles + tx] !== 0) near = true;
      }
      if (!near) continue;
      this.sampleTriangle(t, places, left, right, top, bottom, 1 / area);
    }
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

  private sampleTriangle(
    t: number,
    places: Float32Array,
    left: number,
    right: number,
    top: number,
    bottom: number,
    inverseArea: number,
  ): void {
    const { size, triangles, triangle, bits, nearEdge } = this;
    const tiles = this.tilesAcross;
    const v0 = triangles[3 * t] * 2;
    const v1 = triangles[3 * t + 1] * 2;
    const v2 = triangles[3 * t + 2] * 2;
    const x2 = places[v2];
    const y2 = places[v2 + 1];
    const a0 = (places[v1 + 1] - y2) * inverseArea;
    const b0 = (x2 - places[v1]) * inverseArea;
    const a1 = (y2 - places[v0 + 1]) * inverseArea;
    const b1 = (places[v0] - x2) * inverseArea;
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
        if (hit !== 0 && triangle[p] < 0) this.holdEdge(p, t, w0, w1);
      }
    }
  }

  /** A pixel that is only touched takes the nearest point of the triangle that touches it. */
  private holdEdge(p: number, t: number, w0: number, w1: number): void {
    const { triangles, vertexInverseDepth } = this;
    const w2 = 1 - w0 - w1;
    const c0 = w0 > 0 ? w0 * vertexInverseDepth[triangles[3 * t]] : 0;
    const c1 = w1 > 0 ? w1 * vertexInverseDepth[triangles[3 * t + 1]] : 0;
    const c2 = w2 > 0 ? w2 * vertexInverseDepth[triangles[3 * t + 2]] : 0;
    const sum = c0 + c1 + c2;
    this.triangle[p] = t;
    this.baryFirst[p] = c0 / sum;
    this.barySecond[p] = c1 / sum;
  }

  private listTouched(): void {
    const { touched, triangle } = this;
    let count = 0;
    for (let p = 0; p < triangle.length; p++) if (triangle[p] >= 0) touched[count++] = p;
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
