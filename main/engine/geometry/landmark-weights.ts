import type { LandmarkBasis } from './landmark-basis';
import type { FrameState } from './frame-state';

/**
 * What each landmark is worth at this pose. Points that have turned away are guesses of the landmark network; the
 * outline's points slide along the surface to stay on the visible edge once the head turns, so they lose their
 * weight as they turn away from where they are in a frontal view.
 * @param out [count]
 */
export function landmarkWeights(basis: LandmarkBasis, state: FrameState, out: Float64Array): void {
  const { rotation: r, translation: t } = state;
  const distance = Math.hypot(t[0], t[1], t[2]) || 1;
  const ex = -t[0] / distance;
  const ey = -t[1] / distance;
  const ez = -t[2] / distance;
  for (let p = 0; p < basis.count; p++) {
    const nx = basis.normal[3 * p];
    const ny = basis.normal[3 * p + 1];
    const nz = basis.normal[3 * p + 2];
    const facing =
      (r[0] * nx + r[1] * ny + r[2] * nz) * ex +
      (r[3] * nx + r[4] * ny + r[5] * nz) * ey +
      (r[6] * nx + r[7] * ny + r[8] * nz) * ez;
    let w = basis.weight[p];
    if (basis.outline[p] !== 0) w *= clamp01(1 + (facing - nz) / 0.3);
    else w *= 0.15 + 0.85 * clamp01((facing + 0.1) / 0.3);
    out[p] = w;
  }
}

function clamp01(v: number): number {
  return v < 0 ? 0 : v > 1 ? 1 : v;
}
