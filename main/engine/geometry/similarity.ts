import type { Similarity } from './types';

export const identitySimilarity: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };

/** Length of one unit of the source in the target: s of p' = s R p + t. */
export function scaleOf(s: Similarity): number {
  return Math.hypot(s.a, s.b);
}

/** Angle of R in radians, from the x axis towards the y axis (clockwise on screen, where y points down). */
export function rotationOfRadians(s: Similarity): number {
  return Math.atan2(s.b, s.a);
}

/** The way back: `invert(cropFromFrame)` is `frameFromCrop`. The scale must not be zero. */
export function invert(s: Similarity): Similarity {
  const d = s.a * s.a + s.b * s.b;
  const a = s.a / d;
  const b = -s.b / d;
  return { a, b, tx: -(a * s.tx - b * s.ty), ty: -(b * s.tx + a * s.ty) };
}

/** `compose(cFromB, bFromA)` is `cFromA`. */
export function compose(second: Similarity, first: Similarity): Similarity {
  return {
    a: second.a * first.a - second.b * first.b,
    b: second.b * first.a + second.a * first.b,
    tx: second.a * first.tx - second.b * first.ty + second.tx,
    ty: second.b * first.tx + second.a * first.ty + second.ty,
  };
}

export function apply(s: Similarity, x: number, y: number): [number, number] {
  return [s.a * x - s.b * y + s.tx, s.b * x + s.a * y + s.ty];
}

/**
 * Maps `points` through `s` into `out` (which may be `points` itself).
 * Rows of `stride` numbers, x and y first; the others are left alone.
 */
export function applyToPoints(s: Similarity, points: Float32Array, out: Float32Array, stride = 2): void {
  for (let i = 0; i + 1 < points.length; i += stride) {
    const x = points[i];
    const y = points[i + 1];
    out[i] = s.a * x - s.b * y + s.tx;
    out[i + 1] = s.b * x + s.a * y + s.ty;
  }
}

/**
 * The similarity that carries `source` onto `target` with the least squared error. Umeyama 1991, eq. 40-42; in the
 * plane and without reflection his singular value decomposition reduces to the closed form below.
 * Both are rows of (x, y), equally many, at least two distinct; all points equal gives scale 1.
 */
export function fitSimilarity(source: ArrayLike<number>, target: ArrayLike<number>): Similarity {
  const count = Math.min(source.length, target.length) >> 1;
  let sourceX = 0;
  let sourceY = 0;
  let targetX = 0;
  let targetY = 0;
  for (let i = 0; i < count; i++) {
    sourceX += source[2 * i];
    sourceY += source[2 * i + 1];
    targetX += target[2 * i];
    targetY += target[2 * i + 1];
  }
  sourceX /= count;
  sourceY /= count;
  targetX /= count;
  targetY /= count;
  let along = 0;
  let across = 0;
  let variance = 0;
  for (let i = 0; i < count; i++) {
    const px = source[2 * i] - sourceX;
    const py = source[2 * i + 1] - sourceY;
    const qx = target[2 * i] - targetX;
    const qy = target[2 * i + 1] - targetY;
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    variance += px * px + py * py;
  }
  const a = variance > 0 ? along / variance : 1;
  const b = variance > 0 ? across / variance : 0;
  return { a, b, tx: targetX - (a * sourceX - b * sourceY), ty: targetY - (b * sourceX + a * sourceY) };
}
