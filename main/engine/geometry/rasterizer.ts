/**
 * Where a pixel's eight coverage samples lie, from its centre (the standard eight-sample pattern of Direct3D 11,
 * in sixteenths): no two share a row or a column.
 */
const sampleX = Float64Array.of(1, -1, 5, -3, -5, -7, 3, 7).map((v) => v / 16);
const sampleY = Float64Array.of(-3, 3, 1, -5, 5, -1, 7, -7).map((v) => v / 16);
const allSamples = 255;

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
  /** [size*size] 0..1 in eighths; filled by `finish`. */
  readonly coverage: Float32Array;
  /** Pixels touched: indices 0 .. touchedCount of `touched`, filled by `finish` so that shading skips the rest. */
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly bits: Uint8Array;
  private triangles: Uint16Array = new Uint16Array(0);

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
  }

  /**
   * Draws triangles over an empty picture. Triangles that face away (clockwise from outside) are not drawn.
   * @param places [V,2] pixels of this picture
   * @param inverseDepth [V] 1/depth, positive in front of the camera
   * @param triangles [T,3] counter-clockwise from outside
   */
  draw(places: Float32Array, inverseDepth: Float32Array, triangles: Uint16Array): void {
    this.triangles = triangles;
    this.triangle.fill(-1);
    this.inverseDepth.fill(0);
    this.bits.fill(0);
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
      this.drawTriangle(t, x0, y0, x1, y1, x2, y2, q0, q1, q2, 1 / area);
    }
    this.finish();
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
    const size = this.size;
    const left = Math.max(0, Math.floor(x0 < x1 ? (x0 < x2 ? x0 : x2) : x1 < x2 ? x1 : x2));
    const right = Math.min(size - 1, Math.floor(x0 > x1 ? (x0 > x2 ? x0 : x2) : x1 > x2 ? x1 : x2));
    const top = Math.max(0, Math.floor(y0 < y1 ? (y0 < y2 ? y0 : y2) : y1 < y2 ? y1 : y2));
    const bottom = Math.min(size - 1, Math.floor(y0 > y1 ? (y0 > y2 ? y0 : y2) : y1 > y2 ? y1 : y2));
    if (left > right || top > bottom) return;
    const { bits, triangle, inverseDepth, baryFirst, barySecond } = this;

    // Screen-space barycentric coordinates are linear: w = stepX * x + stepY * y + constant.
    const a0 = (y1 - y2) * inverseArea;
    const b0 = (x2 - x1) * inverseArea;
    const a1 = (y2 - y0) * inverseArea;
    const b1 = (x0 - x2) * inverseArea;
    const a2 = -a0 - a1;
    const b2 = -b0 - b1;
    // How far each can change within the box of the samples.
    const e0 = (7 / 16) * (Math.abs(a0) + Math.abs(b0));
    const e1 = (7 / 16) * (Math.abs(a1) + Math.abs(b1));
    const e2 = (7 / 16) * (Math.abs(a2) + Math.abs(b2));

    let rowW0 = a0 * (left + 0.5 - x2) + b0 * (top + 0.5 - y2);
    let rowW1 = a1 * (left + 0.5 - x2) + b1 * (top + 0.5 - y2);
    for (let y = top; y <= bottom; y++, rowW0 += b0, rowW1 += b1) {
      let w0 = rowW0;
      let w1 = rowW1;
      let p = y * size + left;
      for (let x = left; x <= right; x++, p++, w0 += a0, w1 += a1) {
        const w2 = 1 - w0 - w1;
        if (w0 < -e0 || w1 < -e1 || w2 < -e2) continue;
        const inside = w0 >= 0 && w1 >= 0 && w2 >= 0;
        if (bits[p] !== allSamples) {
          let hit = 0;
          if (w0 >= e0 && w1 >= e1 && w2 >= e2) hit = allSamples;
          else {
            for (let s = 0; s < 8; s++) {
              const dx = sampleX[s];
              const dy = sampleY[s];
              const s0 = w0 + a0 * dx + b0 * dy;
              const s1 = w1 + a1 * dx + b1 * dy;
              if (s0 >= 0 && s1 >= 0 && s0 + s1 <= 1) hit |= 1 << s;
            }
          }
          if (hit !== 0) {
            bits[p] |= hit;
            if (!inside && triangle[p] < 0) this.holdEdge(p, t, w0, w1, w2, q0, q1, q2);
          }
        }
        if (!inside) continue;
        const q = w0 * q0 + w1 * q1 + w2 * q2;
        if (q <= inverseDepth[p]) continue;
        inverseDepth[p] = q;
        triangle[p] = t;
        baryFirst[p] = (w0 * q0) / q;
        barySecond[p] = (w1 * q1) / q;
      }
    }
  }

  /** An edge pixel takes the nearest point of the triangle that touches it, until one covers its centre. */
  private holdEdge(
    p: number,
    t: number,
    w0: number,
    w1: number,
    w2: number,
    q0: number,
    q1: number,
    q2: number,
  ): void {
    const c0 = w0 > 0 ? w0 * q0 : 0;
    const c1 = w1 > 0 ? w1 * q1 : 0;
    const c2 = w2 > 0 ? w2 * q2 : 0;
    const sum = c0 + c1 + c2;
    this.triangle[p] = t;
    this.baryFirst[p] = c0 / sum;
    this.barySecond[p] = c1 / sum;
  }

  private finish(): void {
    const { bits, coverage, touched, triangle } = this;
    let count = 0;
    for (let p = 0; p < bits.length; p++) {
      coverage[p] = coverageOfBits[bits[p]];
      if (triangle[p] < 0) continue;
      // A face thinner than the samples' spacing still covers its centre.
      if (bits[p] === 0) coverage[p] = 1 / 8;
      touched[count++] = p;
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
