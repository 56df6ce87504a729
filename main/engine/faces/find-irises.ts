import { smoothStep } from '../geometry/smooth-step';
import type { RgbImage } from '../pixels/image';

/** Of the 478 points: the lids' edge from corner to corner and back, corners, and the iris (its middle, then its edge). */
const eyes = [
  { lids: [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7], iris: 468 },
  { lids: [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249], iris: 473 },
] as const;
const irisPoints = 5;

/** Samples across an eye and from lid to lid. */
const columns = 20;
const rows = 8;
/** How far along an eye's width, and across it in the same unit, an iris is looked for beside its eye's middle. */
const reach = { along: 0.42, across: 0.24 } as const;
const coarseStep = 0.06;
const fineSteps = [0.03, 0.015, 0.0075, 0.004] as const;
/** Radius of an iris over its eye's width. */
const radius = 0.2;
/** Half the width of its soft edge in the same unit. */
const softness = 0.05;
/**
 * What a distance from the network's iris of an eye's width costs, squared, in shares of explained variance. Of 0.02 to
 * 0.3 with radii of 0.18 to 0.22: drawn faces are read best with the least of it, portraits with the most.
 */
const distrust = 15;
/** Widths of eyes, pixels, below which pixels say nothing, and from which on they count fully. */
const smallEye = [10, 20] as const;
/** Openings over the width below which there is nothing to see. */
const closed = 0.14;

/**
 * Looks for the irises in the picture: the disc that parts the eye's opening best into dark and light, near where the
 * network has it (after Daugman 1993, with areas instead of edges, so that lids may hide most of the edge). The network's
 * own irises stay near where those of people lie who look into the camera. Measured by `node dist/measure-face.js gaze`.
 * @param points 478 x (x, y, z), frame pixels; the irises' x and y are moved
 */
export function findIrises(image: RgbImage, points: Float32Array): void {
  for (const eye of eyes) {
    const moved = irisShift(image, points, eye.lids, eye.iris);
    for (let p = eye.iris; p < eye.iris + irisPoints; p++) {
      points[3 * p] += moved[0];
      points[3 * p + 1] += moved[1];
    }
  }
}

/** How far an iris is to be moved, frame pixels. */
function irisShift(image: RgbImage, points: Float32Array, lids: readonly number[], iris: number): Point {
  const at = (p: number): Point => [points[3 * p], points[3 * p + 1]];
  const frame = eyeFrame(at(lids[0]), at(lids[lids.length / 2]));
  if (frame.width < smallEye[0]) return [0, 0];
  const opening = sampleOpening(
    image,
    frame,
    lids.map((p) => frame.toEye(at(p))),
  );
  if (opening === undefined) return [0, 0];
  const start = frame.toEye(at(iris));
  const [x, y] = bestPlace(
    (cx, cy) => explainedByDisc(opening, cx, cy) - distrust * ((cx - start[0]) ** 2 + (cy - start[1]) ** 2),
  );
  const trust = smoothStep(smallEye[0], smallEye[1], frame.width);
  return frame.turnedBack(trust * (x - start[0]), trust * (y - start[1]));
}

type Point = readonly [number, number];

/** Eye coordinates: x from corner to corner -0.5..0.5, y across, both in the eye's widths. */
interface EyeFrame {
  /** Pixels. */
  readonly width: number;
  readonly toEye: (inFrame: Point) => Point;
  readonly toFrame: (x: number, y: number) => Point;
  /** A way, not a place: eye's widths to frame pixels. */
  readonly turnedBack: (x: number, y: number) => Point;
}

function eyeFrame([ax, ay]: Point, [bx, by]: Point): EyeFrame {
  const width = Math.hypot(bx - ax, by - ay);
  const ux = (bx - ax) / width;
  const uy = (by - ay) / width;
  const middle: Point = [(ax + bx) / 2, (ay + by) / 2];
  const turnedBack = (x: number, y: number): Point => [width * (x * ux - y * uy), width * (x * uy + y * ux)];
  return {
    width,
    turnedBack,
    toEye: ([x, y]) => {
      const dx = x - middle[0];
      const dy = y - middle[1];
      return [(dx * ux + dy * uy) / width, (-dx * uy + dy * ux) / width];
    },
    toFrame: (x, y) => {
      const [dx, dy] = turnedBack(x, y);
      return [middle[0] + dx, middle[1] + dy];
    },
  };
}

/** What the picture shows between the lids, [n] each. */
interface Opening {
  /** Eye coordinates. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Luma, 0..255. */
  readonly values: readonly number[];
  /** How much of the opening a sample stands for. */
  readonly areas: readonly number[];
}

/**
 * @param lids eye coordinates, from corner to corner and back
 * @returns undefined where the eye is closed, or most of it outside the picture
 */
function sampleOpening(image: RgbImage, frame: EyeFrame, lids: readonly Point[]): Opening | undefined {
  const half = lids.length / 2;
  const upper = lids.slice(0, half + 1);
  const lower = [lids[0], ...lids.slice(half + 1).reverse(), lids[half]];
  const opening = { xs: [] as number[], ys: [] as number[], values: [] as number[], areas: [] as number[] };
  let most = 0;
  for (let c = 0; c < columns; c++) {
    const x = -0.46 + (0.92 * (c + 0.5)) / columns;
    const top = heightAt(upper, x);
    const bottom = heightAt(lower, x);
    most = Math.max(most, Math.abs(bottom - top));
    for (let r = 0; r < rows; r++) {
      // The lid's edge and its shadow are left out.
      const y = top + (bottom - top) * (0.1 + (0.84 * (r + 0.5)) / rows);
      const value = lumaAt(image, ...frame.toFrame(x, y));
      if (value === undefined) continue;
      opening.xs.push(x);
      opening.ys.push(y);
      opening.values.push(value);
      opening.areas.push(Math.abs(bottom - top));
    }
  }
  return most < closed || opening.values.length < (columns * rows) / 2 ? undefined : opening;
}

/** Of a line of points in the order of x. */
function heightAt(line: readonly Point[], x: number): number {
  for (let i = 1; i < line.length; i++) {
    if (x <= line[i][0]) {
      const t = (x - line[i - 1][0]) / Math.max(1e-6, line[i][0] - line[i - 1][0]);
      return line[i - 1][1] + t * (line[i][1] - line[i - 1][1]);
    }
  }
  return line[line.length - 1][1];
}

/** The share of the opening's variance that a disc explains, 0..1; only a dark one is an iris. */
function explainedByDisc({ xs, ys, values, areas }: Opening, cx: number, cy: number): number {
  let inside = 0;
  let outside = 0;
  let sumIn = 0;
  let sumOut = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const d = Math.sqrt((xs[i] - cx) ** 2 + (ys[i] - cy) ** 2);
    const share = Math.min(1, Math.max(0, 0.5 + (radius - d) / (2 * softness)));
    const v = values[i];
    const a = areas[i];
    inside += a * share;
    outside += a * (1 - share);
    sumIn += a * share * v;
    sumOut += a * (1 - share) * v;
    squares += a * v * v;
  }
  const total = inside + outside;
  const mean = (sumIn + sumOut) / total;
  const variance = Math.max(1, squares / total - mean * mean);
  const contrast = sumOut / Math.max(1e-6, outside) - sumIn / Math.max(1e-6, inside);
  return contrast <= 0 ? 0 : (inside * outside * contrast * contrast) / (total * total * variance);
}

const ways = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
] as const;

/** Where the score is highest: on a coarse grid about the eye's middle, then by ever smaller steps. */
function bestPlace(score: (x: number, y: number) => number): Point {
  let best = { x: 0, y: 0, score: -Infinity };
  const look = (x: number, y: number): void => {
    const value = score(x, y);
    if (value > best.score) best = { x, y, score: value };
  };
  for (let y = -reach.across; y <= reach.across; y += coarseStep) {
    for (let x = -reach.along; x <= reach.along; x += coarseStep) look(x, y);
  }
  for (const fine of fineSteps) for (const [dx, dy] of ways) look(best.x + fine * dx, best.y + fine * dy);
  return [best.x, best.y];
}

/** Bilinear, 0..255; undefined outside the picture. */
function lumaAt({ width, height, data }: RgbImage, x: number, y: number): number | undefined {
  const u = x - 0.5;
  const v = y - 0.5;
  const i = Math.floor(u);
  const j = Math.floor(v);
  if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) return undefined;
  const luma = (o: number): number => 0.299 * data[o] + 0.587 * data[o + 1] + 0.114 * data[o + 2];
  const o = 3 * (j * width + i);
  const fx = u - i;
  const fy = v - j;
  const top = luma(o) * (1 - fx) + luma(o + 3) * fx;
  const below = luma(o + 3 * width) * (1 - fx) + luma(o + 3 * width + 3) * fx;
  return top * (1 - fy) + below * fy;
}
