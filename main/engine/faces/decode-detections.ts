import { detectorSize } from './detection-windows';

/** Cells a side and anchors a cell of BlazeFace back's two feature maps, strides 16 and 32 (Bazarevsky et al. 2019). */
const anchorGrids = [
  { cells: 16, anchorsPerCell: 2 },
  { cells: 8, anchorsPerCell: 6 },
] as const;

export const anchorCount = 896;
/** Box centre, box size, six keypoints. */
const valuesPerAnchor = 16;
export const keypointCount = 6;

/** Centres of the anchors, [896, 2], pixels of the 256 px input. */
export const anchorCentres: Float32Array = (() => {
  const centres = new Float32Array(anchorCount * 2);
  let i = 0;
  for (const { cells, anchorsPerCell } of anchorGrids) {
    const stride = detectorSize / cells;
    for (let cell = 0; cell < cells * cells; cell++) {
      for (let a = 0; a < anchorsPerCell; a++) {
        centres[i++] = ((cell % cells) + 0.5) * stride;
        centres[i++] = (Math.floor(cell / cells) + 0.5) * stride;
      }
    }
  }
  return centres;
})();

/** One anchor's finding before suppression, all in one coordinate frame. */
export interface Candidate {
  readonly score: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  /** 6 x (x, y) */
  readonly keypoints: Float32Array;
}

/**
 * Reads the detector's output.
 * @param boxes [896, 16] per anchor: box centre relative to the anchor, box size, 6 keypoints relative to the anchor
 * @param scores [896] logits
 * @param threshold candidates below this probability are left out
 * @param scale frame pixels per input pixel; with `left` and `top`, of the input's corner, it places the result
 */
export function decodeDetections(
  boxes: Float32Array,
  scores: Float32Array,
  threshold: number,
  scale: number,
  left: number,
  top: number,
): Candidate[] {
  const leastLogit = Math.log(threshold / (1 - threshold));
  const found: Candidate[] = [];
  for (let i = 0; i < anchorCount; i++) {
    if (!(scores[i] >= leastLogit)) continue;
    const at = i * valuesPerAnchor;
    const anchorX = anchorCentres[2 * i];
    const anchorY = anchorCentres[2 * i + 1];
    const keypoints = new Float32Array(2 * keypointCount);
    for (let k = 0; k < keypointCount; k++) {
      keypoints[2 * k] = left + (anchorX + boxes[at + 4 + 2 * k]) * scale;
      keypoints[2 * k + 1] = top + (anchorY + boxes[at + 5 + 2 * k]) * scale;
    }
    found.push({
      score: 1 / (1 + Math.exp(-scores[i])),
      centreX: left + (anchorX + boxes[at]) * scale,
      centreY: top + (anchorY + boxes[at + 1]) * scale,
      width: boxes[at + 2] * scale,
      height: boxes[at + 3] * scale,
      keypoints,
    });
  }
  return found;
}
