import { DoubleSide, MeshBasicMaterial } from 'three';

/** Draws nothing, but hides what lies behind: lines of the far side of the head. */
export function createMaskMaterial(): MeshBasicMaterial {
  return new MeshBasicMaterial({
    colorWrite: false,
    side: DoubleSide,
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 2,
  });
}
