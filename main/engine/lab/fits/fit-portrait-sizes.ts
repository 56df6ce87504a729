import { labFitSizes, type LabFitValue, type LabFitView } from '../../../../preload/contract/lab-fits';
import { StudioError } from '../../errors/studio-error';
import { fivePointsOf, interOcularDistance } from '../../faces/five-points';
import { workingCropSize } from '../../geometry/canonical-crop';
import type { RgbImage } from '../../pixels/image';
import { resize } from '../../pixels/resize';
import { regressVolume, type FaceVolume, type VolumeNetwork } from '../../volume/volume-network';
import type { Portrait } from '../find-portraits';
import { fitSmallFace } from '../fit-small-face';
import type { LabMethod } from '../lab-methods';
import { protocolSize, smallCrop } from '../protocol';
import { runMethod, SmallFace, type MethodParts } from '../run-method';
import {
  coefficientDistance,
  expressedFace,
  meanDistance,
  meshLandmarks,
  meshMillimetres,
  poseDegrees,
  volumeOverlap,
} from './fit-errors';

export interface FitParts extends MethodParts {
  readonly volume: VolumeNetwork;
  /** Brings small pictures back. */
  readonly restorer: LabMethod;
}

/**
 * How far the 3D faces of a portrait's small pictures are from the sharp one's, by both routes.
 * @returns nothing where none can be fitted to the sharp one. Errors: those of the pool.
 */
export async function fitPortraitSizes(
  portrait: Portrait,
  picture: number,
  antialias: boolean,
  parts: FitParts,
): Promise<LabFitValue[]> {
  const { model, pool, signal } = parts;
  const { camera, workingCrop } = portrait;
  const scale = workingCropSize / protocolSize;
  const fivePoints = fivePointsOf(portrait.landmarks).map((value) => value * scale);
  const truth = await fitSmallFace(workingCrop, camera, model, pool, signal);
  if (truth === undefined) return [];
  const trueFace = expressedFace(model, truth);
  const trueLandmarks = meshLandmarks(model, trueFace, truth.fit.pose, camera);
  // Every volume in the sharp picture's crop, at a distance that says nothing here: only what the network sees differs.
  const volumeOf = (image: RgbImage): Promise<FaceVolume | undefined> =>
    regressVolume(
      { image, camera, fivePoints, points68: [], eyeDistance: 1 },
      parts.volume,
      pool,
      signal,
    ).catch((error: unknown) => {
      if (error instanceof StudioError && error.code === 'inference-failed') return undefined;
      throw error;
    });
  const trueVolume = await volumeOf(workingCrop);

  const measured = async (image: RgbImage): Promise<LabFitValue['measures']> => {
    const face = await fitSmallFace(image, camera, model, pool, signal);
    const volume = await volumeOf(image);
    const overlap =
      trueVolume === undefined ? null : volume === undefined ? 0 : volumeOverlap(volume, trueVolume);
    if (face === undefined) {
      return { pose: null, shape: null, expression: null, mesh: null, landmarks: null, overlap };
    }
    const found = expressedFace(model, face);
    const landmarks = meshLandmarks(model, found, face.fit.pose, camera);
    return {
      pose: poseDegrees(face.fit.pose, truth.fit.pose),
      shape: coefficientDistance(face.shape, truth.shape),
      expression: coefficientDistance(face.fit.expression, truth.fit.expression),
      mesh: meshMillimetres(model, found, trueFace),
      landmarks: meanDistance(landmarks, trueLandmarks) / interOcularDistance(fivePoints),
      overlap,
    };
  };
  const values: LabFitValue[] = [];
  for (const size of labFitSizes) {
    const small = new SmallFace(smallCrop(portrait.sharp, size, antialias), camera);
    const restored = await runMethod(parts.restorer, small, parts);
    const views: Readonly<Record<LabFitView, RgbImage>> = {
      small: small.enlarged(workingCropSize),
      restored: resize(restored, workingCropSize, workingCropSize, 'bicubic'),
    };
    for (const view of ['small', 'restored'] as const) {
      values.push({ picture, size, view, measures: await measured(views[view]) });
    }
  }
  return values;
}
