import { smoothStep } from '../geometry/smooth-step';

/**
 * How strongly one face of one frame is restored. A pure function of what the analysis knows of that face: no memory of
 * earlier frames, so a resumed render gives the same picture. Every ramp is smooth and the analysis curves are smoothed
 * in time, so the strength never jumps: a face that turns away fades out over many frames instead of popping.
 */

export interface FaceConditions {
  /** Radians, 0 = towards the camera. */
  readonly yawRadians: number;
  /** Radians. */
  readonly pitchRadians: number;
  /** Inter-ocular distance in pixels of the *source* frame, before any upscaling; foreshortened by the yaw as seen. */
  readonly interOcularPixels: number;
  /** Face presence 0..1 from the landmark network (smoothed in time by the analysis). */
  readonly confidence: number;
  /** Median distance of landmarks to the fitted model over the inter-ocular distance. */
  readonly reprojectionError: number;
}

export type SkipReason = 'tooSmall' | 'tooTurned' | 'tooUncertain';

export type FadeDecision =
  | {
      readonly restore: true;
      /** 0..1, to be multiplied by the user's strength. */
      readonly strength: number;
      /** 0..1: share of the source's own detail finer than the crop that is added back over the restored face. */
      readonly detailReturn: number;
    }
  | { readonly restore: false; readonly reason: SkipReason };

const degrees = Math.PI / 180;

/** Below this the change is under one level almost everywhere and not worth a network run. */
const negligibleStrength = 0.02;
/** Inter-ocular pixels: below 10 (a 32 px face) there is no identity to restore, only to invent. */
const smallFace = [10, 16] as const;
/** |yaw|: landmarks of the far half are guesses past 40 degrees and gone at 70. */
const turnedYaw = [70 * degrees, 40 * degrees] as const;
const turnedPitch = [60 * degrees, 35 * degrees] as const;
/** Presence: below 0.5 the landmark network itself says there is no face. */
const presence = [0.5, 0.8] as const;
/** Fit: 2 % is usual, 8 % means mesh and picture disagree. */
const misfit = [0.14, 0.07] as const;
/** Inter-ocular pixels of the 256 px crop, for which the two ranges below were chosen. */
const usualInterOcular = 76.8;
/** Inter-ocular pixels: past 100 the source out-resolves the 256 px crop (76.8 px) and needs only a mild touch. */
const largeFace = [100, 320] as const;
const mildestLargeFace = 0.4;
/** Inter-ocular pixels over which the source's finest detail starts to exceed what the crop carries. */
const nativeDetail = [44, 80] as const;

/**
 * Decides whether and how strongly to restore. The reason of a refusal is the condition that weighed most.
 * @param cropInterOcular of the crop that the network sees, pixels: a finer one serves larger faces
 */
export function decideFade(conditions: FaceConditions, cropInterOcular = usualInterOcular): FadeDecision {
  // Seen from the front the eyes would be this far apart; past 60 degrees the cosine says nothing any more.
  const interOcular = conditions.interOcularPixels / Math.max(0.5, Math.cos(conditions.yawRadians));
  const size = smoothStep(smallFace[0], smallFace[1], interOcular);
  const turn = Math.min(
    smoothStep(turnedYaw[0], turnedYaw[1], Math.abs(conditions.yawRadians)),
    smoothStep(turnedPitch[0], turnedPitch[1], Math.abs(conditions.pitchRadians)),
  );
  const trust =
    smoothStep(presence[0], presence[1], conditions.confidence) *
    smoothStep(misfit[0], misfit[1], conditions.reprojectionError);
  const inUsualCrop = (interOcular * usualInterOcular) / cropInterOcular;
  const large = 1 - (1 - mildestLargeFace) * smoothStep(largeFace[0], largeFace[1], inUsualCrop);
  const strength = size * turn * trust * large;
  if (strength < negligibleStrength || Number.isNaN(strength)) {
    if (size <= turn && size <= trust) return { restore: false, reason: 'tooSmall' };
    return { restore: false, reason: turn <= trust ? 'tooTurned' : 'tooUncertain' };
  }
  return {
    restore: true,
    strength,
    detailReturn: smoothStep(nativeDetail[0], nativeDetail[1], inUsualCrop),
  };
}
