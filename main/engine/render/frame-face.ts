import type { decideFade } from '../compose/fade-strength';
import type { FaceFit } from '../geometry/types';
import type { RenderedPerson } from './person-mesh';

/** One face of one frame, from the analysis. */
export interface FrameFace {
  readonly person: RenderedPerson;
  /** Faces that were followed from frame to frame share it; it ends at cuts. */
  readonly track: number;
  readonly fit: FaceFit;
  readonly fivePoints: Float32Array;
  readonly confidence: number;
}

/** What decides whether and how strongly a face is restored. */
export function conditionsOf(
  face: Pick<FrameFace, 'fit' | 'fivePoints' | 'confidence'>,
): Parameters<typeof decideFade>[0] {
  return {
    yawRadians: face.fit.pose.yawRadians,
    pitchRadians: face.fit.pose.pitchRadians,
    interOcularPixels: interOcularOf(face.fivePoints),
    confidence: face.confidence,
    reprojectionError: face.fit.reprojectionError,
  };
}

export function interOcularOf(fivePoints: Float32Array): number {
  return Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1]);
}
