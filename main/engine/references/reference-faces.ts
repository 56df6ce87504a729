import { detectFaces } from '../faces/detect-faces';
import { embedFace } from '../faces/embed-face';
import { findLandmarksOfDetection } from '../faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../faces/five-points';
import { seeShape } from '../faces/see-shape';
import { faceSharpness } from '../faces/sharpness';
import { cropFromFrameOf } from '../geometry/align-crop';
import { cutWindow } from '../geometry/frame-window';
import { misreadingOf } from '../geometry/misreading-of';
import { compose } from '../geometry/similarity';
import type { Camera, FaceModel } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { viewScore } from '../people/best-frames';
import type { FacePicture } from './picture-person';
import { referenceImages, type ReferenceImage } from './reference-images';

/** A face of a picture, with what tells whose it is. */
export interface ReferenceFace {
  readonly file: string;
  readonly picture: FacePicture;
  /** See `embedFace`. */
  readonly embedding: Float32Array;
}

/** Below this the landmark network itself says that there is no face. */
const leastConfidence = 0.5;
/** A head in its aligned crop with as much around it as the model has of neck and ears. */
const headAcross = 256;
const headMargin = 96;

/**
 * All faces of a picture, or of each of a clip's frames that are looked at, cut out with their surroundings.
 * @throws StudioError see `referenceImages`, and those of the pool
 */
export async function* referenceFaces(
  file: string,
  tools: FfmpegTools,
  model: FaceModel,
  pool: InferencePool,
  signal?: AbortSignal,
): AsyncGenerator<ReferenceFace[]> {
  for await (const seen of referenceImages(file, tools, signal)) {
    yield await facesOf(file, seen, model, pool, signal);
  }
}

async function facesOf(
  file: string,
  { image, camera }: ReferenceImage,
  model: FaceModel,
  pool: InferencePool,
  signal?: AbortSignal,
): Promise<ReferenceFace[]> {
  const faces: ReferenceFace[] = [];
  for (const detection of await detectFaces(image, pool, { signal })) {
    const { points, confidence } = await findLandmarksOfDetection(image, detection, pool, signal);
    if (confidence < leastConfidence) continue;
    const fivePoints = fivePointsOf(points);
    const interOcularPixels = interOcularDistance(fivePoints);
    const sharpness = faceSharpness(image, fivePoints);
    // What it sees is the built-in face's numbers.
    const isBuiltIn = misreadingOf(model) !== undefined;
    const seen = isBuiltIn ? await seeShape(image, points, pool, signal) : undefined;
    const head = { a: 1, b: 0, tx: headMargin, ty: headMargin };
    const across = headAcross + 2 * headMargin;
    const window = cutWindow(image, compose(head, cropFromFrameOf(fivePoints, headAcross)), across, across);
    faces.push({
      file,
      embedding: await embedFace(image, fivePoints, pool, signal),
      picture: {
        image: window.image,
        landmarks: moved(points, window.left, window.top),
        camera: movedCamera(camera, window.left, window.top),
        // How far it is turned is weighed where its pixels are gathered.
        weight: Math.max(1e-3, viewScore({ sharpness, interOcularPixels, yawRadians: 0, confidence })),
        seen,
      },
    });
  }
  return faces;
}

function moved(points: Float32Array, left: number, top: number): Float32Array {
  return points.map((value, i) => value - (i % 3 === 0 ? left : i % 3 === 1 ? top : 0));
}

function movedCamera({ focalPixels, centreX, centreY }: Camera, left: number, top: number): Camera {
  return { focalPixels, centreX: centreX - left, centreY: centreY - top };
}
