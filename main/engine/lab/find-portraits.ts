import path from 'node:path';
import type { LabOptions } from '../../../preload/contract/lab';
import { openInputFrames } from '../analyse/open-input-frames';
import { throwIfCancelled } from '../errors/studio-error';
import { detectFaces } from '../faces/detect-faces';
import { embedFace } from '../faces/embed-face';
import { findLandmarksOfDetection } from '../faces/find-landmarks';
import { fivePointsOf, interOcularDistance } from '../faces/five-points';
import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import { defaultCamera } from '../geometry/projection';
import { apply, applyToPoints, scaleOf } from '../geometry/similarity';
import type { Camera } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { InferencePool } from '../inference/inference-pool';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { probeMedia } from '../media/probe';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { sharpCrop } from './protocol';
import { WhoIsWho } from './who-is-who';

/** A sharp face of the material, in its aligned crop. */
export interface Portrait {
  /** Of the file it comes from, with the frame's number where that is a clip. */
  readonly name: string;
  /** Which of the files it comes from, and its frame there. */
  readonly file: number;
  readonly frame: number;
  /** 0, 1, …: pictures that look alike are of one person, whatever their file. */
  readonly person: number;
  /** Edge `workingCropSize`. */
  readonly workingCrop: RgbImage;
  /** Edge `protocolSize`. */
  readonly sharp: RgbImage;
  /** [478,3] pixels of `sharp` */
  readonly landmarks: Float32Array;
  /** Unit length, of `sharp`. */
  readonly embedding: Float32Array;
  /** Of the frame, as seen in the working crop. */
  readonly camera: Camera;
  readonly interOcularPixels: number;
}

/** Eyes nearer than this make a crop that is enlarged by more than a fifth: no truth to measure against. */
export const leastInterOcular = 32;
const leastConfidence = 0.5;
/**
 * The largest face of each picture, and of frames spread evenly over each clip. Inputs without one that is large enough
 * are named in `leftOut`.
 */
export async function* findPortraits(
  files: readonly string[],
  options: Pick<LabOptions, 'framesPerClip'>,
  parts: { readonly pool: InferencePool; readonly tools: FfmpegTools },
  leftOut: string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Portrait, void, undefined> {
  const people = new WhoIsWho();
  for (const [fileIndex, file] of files.entries()) {
    let found = 0;
    const media = await probeMedia(file, parts.tools, signal);
    const wanted = media.kind === 'image' ? 1 : options.framesPerClip;
    if (wanted === 0) continue;
    const step = Math.max(1, Math.floor(media.frameCountEstimate / wanted));
    for await (const frame of openInputFrames(media, parts.tools, {}, {}, signal)) {
      throwIfCancelled(signal);
      if (found === wanted) break;
      if (frame.index % step !== step >> 1) continue;
      const portrait = await portraitOf(frame.image, parts.pool, signal);
      if (portrait === undefined) continue;
      found++;
      const person = people.add(file, portrait.embedding);
      const { name } = path.parse(file);
      const place = { file: fileIndex, frame: frame.index };
      yield { ...portrait, ...place, person, name: media.kind === 'image' ? name : `${name}-${frame.index}` };
    }
    if (found === 0) leftOut.push(file);
  }
}

async function portraitOf(
  image: RgbImage,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<Omit<Portrait, 'name' | 'file' | 'frame' | 'person'> | undefined> {
  const faces = await detectFaces(image, pool, { signal });
  const area = ({ box }: (typeof faces)[number]) => (box.right - box.left) * (box.bottom - box.top);
  const [largest] = [...faces].sort((a, b) => area(b) - area(a));
  if (largest === undefined) return undefined;
  const found = await findLandmarksOfDetection(image, largest, pool, signal);
  const fivePoints = fivePointsOf(found.points);
  const interOcularPixels = interOcularDistance(fivePoints);
  if (found.confidence < leastConfidence || interOcularPixels < leastInterOcular) return undefined;
  const cropFromFrame = cropFromFrameOf(fivePoints, workingCropSize);
  const workingCrop = createRgbImage(workingCropSize, workingCropSize);
  warpImage(image, cropFromFrame, workingCrop);
  const sharp = sharpCrop(workingCrop);
  const shrink = sharp.width / workingCropSize;
  const sharpFromFrame = {
    a: cropFromFrame.a * shrink,
    b: cropFromFrame.b * shrink,
    tx: cropFromFrame.tx * shrink,
    ty: cropFromFrame.ty * shrink,
  };
  const landmarks = Float32Array.from(found.points);
  applyToPoints(sharpFromFrame, landmarks, landmarks, 3);
  const frameCamera = defaultCamera(image.width, image.height);
  const [centreX, centreY] = apply(cropFromFrame, frameCamera.centreX, frameCamera.centreY);
  return {
    workingCrop,
    sharp,
    landmarks,
    embedding: await embedFace(sharp, fivePointsOf(landmarks), pool, signal),
    camera: { focalPixels: frameCamera.focalPixels * scaleOf(cropFromFrame), centreX, centreY },
    interOcularPixels,
  };
}
