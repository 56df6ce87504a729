import type { Box } from '../pixels/image';
import type { FaceTrack } from './face-track';
import { intersectionOverUnion, surroundSameFace } from './suppress-overlaps';
import type { DetectedFace, FaceLandmarks } from './types';

/** A detection overlapping a followed face this much is that face. The detector's box is narrower than the mesh's. */
const sameFaceOverlap = 0.3;
/** Cosine from which a look alone tells who it is; between people it stays below .55 (462 pairs measured). */
export const sameLook = 0.6;
/** Cosine below which a look contradicts the motion. */
export const otherLook = 0.25;
/** Cosine that suffices where the place fits too. */
const plausibleLook = 0.4;
/** Overlap with the lost box from which only a contradicting look speaks against the place. */
const samePlaceOverlap = 0.4;
/** A place fits within this many face sizes of where the face was lost. */
const nearSizes = 1.5;

export function isSameFace(detection: DetectedFace, box: Box): boolean {
  return intersectionOverUnion(box, detection.box) > sameFaceOverlap || surroundSameFace(box, detection.box);
}

export function isDuplicate(box: Box, tracks: Iterable<FaceTrack>): boolean {
  for (const track of tracks) {
    if (surroundSameFace(track.box, box)) return true;
  }
  return false;
}

/** Of two tracks on one face the one that had to leap further to get there goes: it slipped from its own face. */
export function findDuplicates(tracks: readonly FaceTrack[]): FaceTrack[] {
  const byWorth = [...tracks].sort((a, b) => a.surprise - b.surprise || b.seen - a.seen);
  const kept: FaceTrack[] = [];
  const duplicates: FaceTrack[] = [];
  for (const track of byWorth) (isDuplicate(track.box, kept) ? duplicates : kept).push(track);
  return duplicates;
}

/** Whether landmarks found around a prediction are still the same face: no leap in size, no leap in place. */
export function isSteady(track: FaceTrack, box: Box): boolean {
  const size = Math.sqrt((box.right - box.left) * (box.bottom - box.top));
  const ratio = size / track.size;
  const moved = Math.hypot(
    (box.left + box.right - track.box.left - track.box.right) / 2,
    (box.top + box.bottom - track.box.top - track.box.bottom) / 2,
  );
  return ratio > 0.6 && ratio < 1.6 && moved < 0.8 * track.size;
}

/** A face that no followed track explains. */
export interface NewFace {
  readonly landmarks: FaceLandmarks;
  readonly box: Box;
  readonly fivePoints: Float32Array;
  readonly embedding: Float32Array;
}

/**
 * The lost track this face continues, if any: by its look, or by a plausible look near the place it was lost.
 * @param placeCounts false after a cut, when places mean nothing
 */
export function recognise(
  face: NewFace,
  lost: Iterable<FaceTrack>,
  placeCounts: boolean,
): FaceTrack | undefined {
  let best: FaceTrack | undefined;
  let bestScore = 0;
  for (const track of lost) {
    const look = track.resemblance(face.embedding);
    const near = placeCounts && isNear(track, face.box);
    const inPlace = placeCounts && intersectionOverUnion(track.box, face.box) > samePlaceOverlap;
    const least = inPlace ? otherLook : near ? plausibleLook : sameLook;
    if (!(look === undefined ? near : look > least)) continue;
    const score = (look ?? plausibleLook) + (near ? 0.2 : 0);
    if (score > bestScore) {
      bestScore = score;
      best = track;
    }
  }
  return best;
}

function isNear(track: FaceTrack, box: Box): boolean {
  const size = Math.sqrt((box.right - box.left) * (box.bottom - box.top));
  const distance = Math.hypot(
    (box.left + box.right - track.box.left - track.box.right) / 2,
    (box.top + box.bottom - track.box.top - track.box.bottom) / 2,
  );
  const ratio = size / track.size;
  return distance < nearSizes * Math.max(size, track.size) && ratio > 0.5 && ratio < 2;
}
