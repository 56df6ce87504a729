import type { FaceLookOptions } from '../../../preload/contract/options';
import type { FaceLook } from '../export/face-view';
import { lightFromDirection } from '../geometry/face-light';

/** What a caller asks for, as the drawing takes it. */
export function faceLookOf({ yawDegrees, pitchDegrees, light }: FaceLookOptions): FaceLook {
  const degree = Math.PI / 180;
  const isDirection = light?.length === 3;
  return {
    yawRadians: yawDegrees * degree,
    pitchRadians: pitchDegrees * degree,
    light: isDirection ? lightFromDirection(light as [number, number, number]) : light,
  };
}

/** The expression [E] of a view, from that of the best frame. */
export function shownExpression({ expression }: FaceLookOptions, best: Float32Array): Float32Array {
  return expression === 'best' ? best : new Float32Array(best.length);
}
