import type { Box } from '../pixels/image';
import type { Candidate } from './decode-detections';
import type { DetectedFace } from './types';

/** Area in common over area covered, 0..1. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const common = intersection(a, b);
  return common === 0 ? 0 : common / (areaOf(a) + areaOf(b) - common);
}

/**
 * Whether two boxes drawn around faces are around the same one: most of the smaller lies in the larger, and the
 * smaller is not so small as to be another face in front of it, or a face in what only looks like a large one.
 */
export function surroundSameFace(a: Box, b: Box): boolean {
  const smaller = Math.min(areaOf(a), areaOf(b));
  const larger = Math.max(areaOf(a), areaOf(b));
  return intersection(a, b) > 0.6 * smaller && smaller > 0.25 * larger;
}

function intersection(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function areaOf(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

/**
 * Weighted non-maximum suppression (BlazeFace, Bazarevsky et al. 2019, section 3.3): overlapping candidates become one
 * face, the mean weighted by score, which jitters less than the best candidate alone. Best first.
 * @param maximumOverlap intersection over union above which two candidates are one face
 */
export function suppressOverlaps(candidates: readonly Candidate[], maximumOverlap: number): DetectedFace[] {
  let rest = [...candidates].sort((a, b) => b.score - a.score);
  const faces: DetectedFace[] = [];
  while (rest.length > 0) {
    const best = boxOf(rest[0]);
    const group: Candidate[] = [];
    const others: Candidate[] = [];
    for (const candidate of rest) {
      const same = candidate === rest[0] || intersectionOverUnion(best, boxOf(candidate)) > maximumOverlap;
      (same ? group : others).push(candidate);
    }
    faces.push(blend(group));
    rest = others;
  }
  return faces;
}

export function boxOf(candidate: Candidate): Box {
  return {
    left: candidate.centreX - candidate.width / 2,
    top: candidate.centreY - candidate.height / 2,
    right: candidate.centreX + candidate.width / 2,
    bottom: candidate.centreY + candidate.height / 2,
  };
}

function blend(group: readonly Candidate[]): DetectedFace {
  const keypoints = new Float32Array(group[0].keypoints.length);
  let total = 0;
  let centreX = 0;
  let centreY = 0;
  let width = 0;
  let height = 0;
  for (const candidate of group) {
    const weight = candidate.score;
    total += weight;
    centreX += weight * candidate.centreX;
    centreY += weight * candidate.centreY;
    width += weight * candidate.width;
    height += weight * candidate.height;
    for (let i = 0; i < keypoints.length; i++) keypoints[i] += weight * candidate.keypoints[i];
  }
  for (let i = 0; i < keypoints.length; i++) keypoints[i] /= total;
  const mean = { ...group[0], centreX: centreX / total, centreY: centreY / total };
  return {
    box: boxOf({ ...mean, width: width / total, height: height / total }),
    score: group[0].score,
    keypoints,
  };
}
