import type { InferencePool } from '../inference/inference-pool';
import { cutPicture } from '../inference/picture-feed';
import type { Box, RgbImage } from '../pixels/image';
import { decodeDetections, type Candidate } from './decode-detections';
import {
  detectorSize,
  tensorFromFrameOf,
  tileWindows,
  wholeFrameWindow,
  type DetectionWindow,
} from './detection-windows';
import { boxOf, intersectionOverUnion, suppressOverlaps, surroundSameFace } from './suppress-overlaps';
import type { DetectedFace } from './types';

export interface DetectionOptions {
  readonly signal?: AbortSignal | undefined;
  /** Finer windows to look at besides the whole frame; all `tilesOf` the frame by default. */
  readonly tiles?: readonly DetectionWindow[];
  /** Boxes of faces already known: what the tiles show there is left out. */
  readonly known?: readonly Box[];
}

/** Faces (eyebrows to chin) smaller than this are not looked for, frame pixels: too small to restore. */
const smallestFacePixels = 28;
/**
 * Measured on 22 faces of six group photographs shrunk in steps: all found from 14 px in the 256 px input on,
 * 93 % at 12 px, 75 % at 10 px.
 */
const smallestDetectable = 14;
const maximumOverlap = 0.3;
const threshold = 0.5;

/** The finer windows in which small faces are looked for; none for small frames. */
export function tilesOf(width: number, height: number): DetectionWindow[] {
  return tileWindows(width, height, smallestFacePixels, smallestDetectable);
}

/**
 * Finds faces with BlazeFace back (256 px, Bazarevsky et al. 2019): in the whole frame, and in finer windows for the
 * faces that are small there. The finer a window, the more texture looks like a face, so what only a tile shows has
 * to be confirmed at other scales.
 * @returns faces in frame pixels, those of the whole-frame view first, then best first
 * Errors: those of the pool.
 */
export async function detectFaces(
  image: RgbImage,
  pool: InferencePool,
  options: DetectionOptions = {},
): Promise<DetectedFace[]> {
  const { signal, known = [] } = options;
  const whole = wholeFrameWindow(image.width, image.height);
  const tiles = options.tiles ?? tilesOf(image.width, image.height);
  const [large, ...inTiles] = await Promise.all(
    [whole, ...tiles].map((window) => detectInWindow(image, window, pool, threshold, signal)),
  );
  const found = dropNested(suppressOverlaps(large, maximumOverlap), []);
  const taken = [...known, ...found.map((face) => face.box)];
  const small = dropNested(suppressOverlaps(inTiles.flat(), maximumOverlap), taken);
  const confirmed = await Promise.all(small.map((face) => isConfirmed(image, face, pool, signal)));
  const closeUps = small.filter((_, i) => confirmed[i]);
  return [...found, ...closeUps.map((face) => ({ ...face, closeUpOnly: true }))];
}

/** Edges of the windows for a second look, in face widths. */
const confirmationScales = [3, 4, 6] as const;
/**
 * Least mean probability over the second looks. Measured on six group photographs at 1280-1920 px: faces .71 and
 * more (sharp) or .54 and more (shrunk to 30 px, JPEG 40), false alarms .59 and less, mostly below .3.
 */
const confirmationThreshold = 0.62;

async function isConfirmed(
  image: RgbImage,
  face: DetectedFace,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { left, top, right, bottom } = face.box;
  const looks = confirmationScales.map(async (scale) => {
    const side = scale * (right - left);
    const window = { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side };
    const candidates = await detectInWindow(image, window, pool, 0.05, signal);
    const same = suppressOverlaps(candidates, maximumOverlap).find(
      (other) => intersectionOverUnion(other.box, face.box) > maximumOverlap,
    );
    return same?.score ?? 0;
  });
  const scores = await Promise.all(looks);
  return scores.reduce((sum, score) => sum + score, 0) >= confirmationThreshold * scores.length;
}

async function detectInWindow(
  image: RgbImage,
  window: DetectionWindow,
  pool: InferencePool,
  leastScore: number,
  signal: AbortSignal | undefined,
): Promise<Candidate[]> {
  const request = { width: detectorSize, height: detectorSize, scale: 1 / 127.5, offset: -1 } as const;
  const feeds = () => ({
    image: cutPicture(image, tensorFromFrameOf(window), { ...request, outside: 'black' }),
  });
  const { boxes, scores } = await pool.run('detection', feeds, { signal, weight: 'light' });
  const scale = window.side / detectorSize;
  const found = decodeDetections(boxes.data, scores.data, leastScore, scale, window.left, window.top);
  return found.filter((candidate) => isWhole(boxOf(candidate), window, image));
}

/** False for a face cut by an edge of the window that is not an edge of the frame: another window sees all of it. */
function isWhole(box: Box, window: DetectionWindow, frame: RgbImage): boolean {
  const slack = 0.05 * (box.right - box.left);
  const { left, top, side } = window;
  return (
    (left <= 0 || box.left >= left - slack) &&
    (top <= 0 || box.top >= top - slack) &&
    (left + side >= frame.width || box.right <= left + side + slack) &&
    (top + side >= frame.height || box.bottom <= top + side + slack)
  );
}

/** Leaves out what a better or a taken box shows already: the same face seen in another window. */
function dropNested(faces: readonly DetectedFace[], taken: readonly Box[]): DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const face of faces) {
    const boxes = [...taken, ...kept.map((other) => other.box)];
    if (!boxes.some((box) => surroundSameFace(box, face.box))) kept.push(face);
  }
  return kept;
}
