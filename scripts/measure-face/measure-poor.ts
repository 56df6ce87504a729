import sharp from 'sharp';
import { detectFaces } from '../../main/engine/faces/detect-faces';
import { findLandmarks, findLandmarksOfDetection } from '../../main/engine/faces/find-landmarks';
import { fivePointsOf } from '../../main/engine/faces/five-points';
import { regionOfLandmarks } from '../../main/engine/faces/landmark-region';
import { readCoefficients } from '../../main/engine/faces/read-coefficients';
import { seeShape } from '../../main/engine/faces/see-shape';
import { cropFromFrameOf } from '../../main/engine/geometry/align-crop';
import { cropPoseOf, headAnchor, poseOfCrop, type CropPose } from '../../main/engine/geometry/crop-pose';
import {
  packPoseReading,
  poseReadingLength,
  readingSize,
  unpackPoseReading,
} from '../../main/engine/geometry/face-reading';
import misreading from '../../main/engine/geometry/facemesh-attention-misreading.json';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import { interOcularPixels } from '../../main/engine/geometry/frame-state';
import type { Placement } from '../../main/engine/geometry/posed-mesh';
import { toCamera } from '../../main/engine/geometry/projection';
import { identityShape } from '../../main/engine/geometry/shape';
import { personShape } from '../../main/engine/geometry/shape-reading';
import { neutralFace } from '../../main/engine/geometry/vertex-correction';
import type { Camera, FaceModel, Pose } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { readStill } from '../../main/engine/media/read-still';
import { createRgbImage, type RgbImage } from '../../main/engine/pixels/image';
import { seededRandom } from '../../native-models/facemesh-attention/calibrate/random-performance';
import { dressedFaces } from '../../native-models/training/prepare/dressed-face';
import { exactLandmarks, type KnownFace } from '../../native-models/training/prepare/known-face';
import { photographedFace } from '../../native-models/training/prepare/photographed-face';
import { isHeldOut, listPortraits } from './held-out';
import { mean } from './statistics';
import { usableSkin } from './usable-skin';

const widths = [16, 24, 32, 48, 64, 128] as const;
const faceMillimetres = 140;
const jpegQuality = 70;
const blurSigma = 0.6;
const degree = Math.PI / 180;
const ways = ['landmarks', 'pixels', 'together'] as const;
type Way = (typeof ways)[number];

/** What one way makes of one poor face. */
interface Outcome {
  /** pitch, yaw, roll, degrees */
  readonly angles: readonly number[];
  /** 478 points of the projected mesh, over the distance between the eyes */
  readonly nme: number;
}

/** Means of one width: pose is the mean of three angles in degrees, NME a share of the distance between the eyes. */
export interface PoorFigures {
  readonly found: number;
  readonly ways: Readonly<Record<Way, { readonly pose: number; readonly nme: number }>>;
}
/** By kind of picture, then by the face's width in pixels. */
export type PoorReport = Record<
  'drawn' | 'photographs',
  { readonly faces: number; readonly widths: Record<string, PoorFigures> }
>;

interface Result {
  readonly ways: Readonly<Record<Way, Outcome>>;
  /** The landmark network's own 478 points. */
  readonly points: number;
  /** What the landmarks' fit errs by: the six numbers of its pose in the crop, and its expression (rms). */
  readonly misses: readonly number[];
}

/**
 * Faces of people held out from all training (or of training, to set `landmarkReliability` by), shrunk, blurred and compressed: what landmarks, pixels and both together
 * tell of pose and expression, by the face's width in pixels. Drawn faces have exact truth, photographs that of their
 * sharp landmarks.
 */
export async function measurePoor(
  model: FaceModel,
  pool: InferencePool,
  portraits: string,
  people: number,
  ofTraining: boolean,
): Promise<PoorReport> {
  const random = seededRandom(77);
  const faces: Record<'drawn' | 'photographs', KnownFace[]> = { drawn: [], photographs: [] };
  const files = (await listPortraits(portraits)).filter(
    (portrait) => portrait.kind === 'colour' && isHeldOut(portrait) !== ofTraining,
  );
  // Spread over the list, which is sorted by where portraits come from.
  const order = files.map((portrait, i) => ({ portrait, at: (i * 0.618) % 1 })).sort((a, b) => a.at - b.at);
  for (const { file } of order.map(({ portrait }) => portrait)) {
    if (faces.photographs.length >= people && faces.drawn.length >= 2 * people) break;
    const { image } = await readStill(file);
    const [detected] = await detectFaces(image, pool);
    if (detected === undefined) continue;
    const landmarks = await findLandmarksOfDetection(image, detected, pool);
    const photographed = await photographedFace(image, landmarks, model, pool);
    if (photographed !== undefined && faces.photographs.length < people) faces.photographs.push(photographed);
    const skin = faces.drawn.length < 2 * people ? await usableSkin(file, model, pool) : undefined;
    if (skin !== undefined) faces.drawn.push(...dressedFaces(model, skin, random, 320));
  }
  const told: PoorReport = {
    drawn: { faces: faces.drawn.length, widths: {} },
    photographs: { faces: faces.photographs.length, widths: {} },
  };
  for (const kind of ['drawn', 'photographs'] as const) {
    process.stdout.write(
      `${kind}, ${faces[kind].length} faces: pose (mean of three angles), NME of 478 points\n`,
    );
    for (const width of widths) {
      const results: Result[] = [];
      for (const face of faces[kind]) {
        const result = await readPoor(model, pool, face, width);
        if (result !== undefined) results.push(result);
      }
      report(width, results, faces[kind].length);
      told[kind].widths[width] = {
        found: results.length,
        ways: {
          landmarks: meansOf(results, 'landmarks'),
          pixels: meansOf(results, 'pixels'),
          together: meansOf(results, 'together'),
        },
      };
    }
  }
  return told;
}

async function readPoor(
  model: FaceModel,
  pool: InferencePool,
  face: KnownFace,
  width: number,
): Promise<Result | undefined> {
  const scale = Math.min(1, width / facePixels(model, face));
  const image = await poorPicture(face.image, scale);
  const camera: Camera = {
    focalPixels: face.camera.focalPixels * scale,
    centreX: face.camera.centreX * scale,
    centreY: face.camera.centreY * scale,
  };
  const truth = (face.landmarks ?? exactLandmarks(model, face)).map((v) => v * scale);
  // As the tracker does: where the face was, then where it is.
  const first = await findLandmarks(image, regionOfLandmarks(truth), pool);
  const found = await findLandmarks(image, regionOfLandmarks(first.points), pool);
  if (found.confidence < 0.3) return undefined;
  const fivePoints = fivePointsOf(found.points);
  const shown = await seeShape(image, found.points, pool);
  const frames = [{ landmarks: found.points, camera, weight: 1, seen: shown }];
  const identity = personShape(model, frames);
  const correction = fitCorrection(model, identity, frames, { misreading });
  const reading = await readCoefficients(image, fivePoints, pool);
  const row = new Float32Array(2 * poseReadingLength(model.expressionNames.length));
  packPoseReading(model, reading, row);
  const poseReading = unpackPoseReading(row, fivePoints)!;
  const { mean: read } = poseReading;
  const known = { identity, correction, misreading };
  const byLandmarks = fitFace(model, found.points, camera, known);
  const together = fitFace(model, found.points, camera, { ...known, reading: poseReading });
  const cropFromFrame = cropFromFrameOf(fivePoints, readingSize);
  const anchor = headAnchor(model);
  const seen: CropPose = {
    ...{ pitchRadians: read[0], yawRadians: read[1], rollRadians: read[2] },
    ...{ x: read[3], y: read[4], logScale: read[5] },
  };
  const byPixels: Placement = {
    pose: poseOfCrop(seen, anchor, camera, cropFromFrame, readingSize),
    expression: read.slice(6).map((v) => Math.min(1, Math.max(0, v))),
  };
  const person = neutralFace(model, { shape: identity, correction });
  const outcome = (neutral: Float32Array, placement: Placement): Outcome => ({
    angles: anglesOff(placement.pose, face.placement.pose),
    nme: normalised(exactLandmarks(model, { neutral, placement, camera }), truth),
  });
  const numbers = (pose: Pose): number[] =>
    Object.values(cropPoseOf(pose, anchor, camera, cropFromFrame, readingSize)) as number[];
  const exact = numbers(face.placement.pose);
  return {
    ways: {
      landmarks: outcome(person, byLandmarks),
      pixels: outcome(identityShape(model, reading.coefficients.subarray(6)), byPixels),
      together: outcome(person, together),
    },
    points: normalised(found.points, truth),
    misses: [
      ...numbers(byLandmarks.pose).map((v, i) => v - exact[i]),
      rootMeanSquare(byLandmarks.expression.map((v, e) => v - face.placement.expression[e])),
    ],
  };
}

/** The face's width in the picture, whichever way it looks. */
function facePixels(model: FaceModel, { placement, camera }: KnownFace): number {
  const anchor = Float32Array.from(headAnchor(model));
  toCamera(placement.pose, anchor, anchor);
  return (faceMillimetres * camera.focalPixels) / -anchor[2];
}

async function poorPicture(image: RgbImage, scale: number): Promise<RgbImage> {
  const size = (pixels: number): number => Math.max(16, Math.round(pixels * scale));
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  const jpeg = await sharp(image.data, { raw })
    .resize(size(image.width), size(image.height), { fit: 'fill', kernel: 'cubic' })
    .blur(blurSigma)
    .jpeg({ quality: jpegQuality, chromaSubsampling: '4:2:0' })
    .toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const out = createRgbImage(info.width, info.height);
  out.data.set(data);
  return out;
}

function anglesOff(found: Pose, truth: Pose): number[] {
  return (['pitchRadians', 'yawRadians', 'rollRadians'] as const).map(
    (axis) => Math.abs(found[axis] - truth[axis]) / degree,
  );
}

/** Mean distance of [478,3] points in the plane, over the distance between the eyes. */
function normalised(found: Float32Array, truth: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i += 3)
    sum += Math.hypot(found[i] - truth[i], found[i + 1] - truth[i + 1]);
  return sum / (truth.length / 3) / interOcularPixels(truth);
}

function rootMeanSquare(values: ArrayLike<number>): number {
  return Math.sqrt(mean(Array.from(values, (v) => v * v)));
}

function meansOf(results: readonly Result[], way: Way): { readonly pose: number; readonly nme: number } {
  return {
    pose: mean(results.flatMap((result) => result.ways[way].angles)),
    nme: mean(results.map((result) => result.ways[way].nme)),
  };
}

function report(width: number, results: readonly Result[], faces: number): void {
  const cells = ways.map((way) => {
    const { pose, nme } = meansOf(results, way);
    const axes = [0, 1, 2].map((axis) =>
      mean(results.map((result) => result.ways[way].angles[axis])).toFixed(1),
    );
    return `${way} ${pose.toFixed(2)} deg (${axes.join(' ')}), ${(100 * nme).toFixed(1)} %`;
  });
  const points = 100 * mean(results.map((result) => result.points));
  process.stdout.write(
    `  ${width} px, ${results.length} of ${faces} found: ${cells.join('; ')}; the landmark network's points ${points.toFixed(1)} %\n`,
  );
  const misses = results[0].misses.map((_, i) => rootMeanSquare(results.map((result) => result.misses[i])));
  process.stdout.write(`    rms of the landmarks' fit: ${misses.map((v) => v.toFixed(3)).join(' ')}\n`);
}
