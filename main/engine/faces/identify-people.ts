import { normalise, similarityOf } from './embed-face';
import { interOcularDistance, turnOf } from './five-points';
import type { TrackedFace } from './types';

/** What is known of one track at the end of the clip. */
export interface TrackSummary {
  readonly trackId: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Frames the face was seen in. */
  readonly frames: number;
  /** Best first. */
  readonly looks: readonly { readonly embedding: Float32Array; readonly quality: number }[];
  /** Frames in which the landmarks were looked at again, and those of them in which they did not stay in place. */
  readonly checks: number;
  readonly doubts: number;
  /** Tracks seen in one frame with this one: different people. */
  readonly together: ReadonlySet<number>;
}

/** One person of the clip. */
export interface IdentifiedPerson {
  /** 1, 2, … by screen time. */
  readonly id: number;
  readonly trackIds: readonly number[];
  readonly frames: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Unit length; absent where no look was taken. */
  readonly embedding?: Float32Array;
}

export interface Identification {
  readonly people: readonly IdentifiedPerson[];
  /** Tracks too short or too doubtful to be a face: most are false alarms. */
  readonly discardedTracks: readonly number[];
}

/** Looks kept a track: the best speak for the face. */
const looksKept = 10;
/** A track must live this many frames, in a clip that has them. */
const minimumFrames = 3;
/** A track doubted in more than this share of its checks is no face; few checks are taken for three. */
const maximumDoubtShare = 0.5;
const minimumChecks = 3;
/**
 * Mean looks this similar are one person: between people the mean is .09-.17 and 95 % stay below .33, one face under
 * change keeps .73.
 */
const samePerson = 0.5;

/** Gathers a clip's tracks frame by frame; memory grows with tracks, not with frames. */
export class TrackBook {
  readonly #tracks: Map<number, { -readonly [K in keyof TrackSummary]: TrackSummary[K] }>;

  /** @param tracks what a book held before: it goes on from there */
  constructor(tracks: readonly TrackSummary[] = []) {
    this.#tracks = new Map(tracks.map((track) => [track.trackId, { ...track }]));
  }

  add(frameIndex: number, faces: readonly TrackedFace[]): void {
    for (const face of faces) {
      let track = this.#tracks.get(face.trackId);
      if (track === undefined) {
        track = {
          trackId: face.trackId,
          firstFrame: frameIndex,
          lastFrame: frameIndex,
          frames: 0,
          looks: [],
          checks: 0,
          doubts: 0,
          together: new Set<number>(),
        };
        this.#tracks.set(face.trackId, track);
      }
      track.frames++;
      track.lastFrame = frameIndex;
      if (face.steady !== undefined) {
        track.checks++;
        if (!face.steady) track.doubts++;
      }
      if (faces.length > 1) {
        const others = faces.filter((other) => other !== face).map((other) => other.trackId);
        track.together = new Set([...track.together, ...others]);
      }
      if (face.embedding !== undefined) {
        const look = { embedding: face.embedding, quality: qualityOf(face) };
        track.looks = [...track.looks, look].sort((a, b) => b.quality - a.quality).slice(0, looksKept);
      }
    }
  }

  tracks(): TrackSummary[] {
    return [...this.#tracks.values()];
  }
}

/** How much a look is worth: large, sharp, frontal, surely a face. */
function qualityOf(face: TrackedFace): number {
  const size = interOcularDistance(face.fivePoints);
  const frontal = 1.1 - turnOf(face.fivePoints);
  return face.landmarks.confidence * size * frontal * Math.log1p(face.sharpness);
}

interface Cluster {
  trackIds: number[];
  frames: number;
  firstFrame: number;
  lastFrame: number;
  together: Set<number>;
  /** Mean look, unit length, and the looks it is the mean of. */
  mean: Float32Array | undefined;
  looks: number;
}

/**
 * Groups tracks into people: agglomerative clustering by the cosine of mean looks, most similar pair first. Tracks
 * seen in one frame are never one person.
 * @param clipFrames frames of the clip, so that a still counts although its tracks last one frame
 */
export function identifyPeople(tracks: readonly TrackSummary[], clipFrames: number): Identification {
  const leastFrames = Math.min(minimumFrames, clipFrames);
  const isFace = (track: TrackSummary): boolean =>
    track.frames >= leastFrames && track.doubts <= maximumDoubtShare * Math.max(minimumChecks, track.checks);
  const discardedTracks = tracks.filter((track) => !isFace(track)).map((track) => track.trackId);
  const clusters = tracks.filter(isFace).map(clusterOf);
  for (;;) {
    const pair = mostSimilarPair(clusters);
    if (pair === undefined) break;
    clusters[pair[0]] = merge(clusters[pair[0]], clusters[pair[1]]);
    clusters.splice(pair[1], 1);
  }
  clusters.sort(
    (a, b) => b.frames - a.frames || a.firstFrame - b.firstFrame || a.trackIds[0] - b.trackIds[0],
  );
  const people = clusters.map(({ trackIds, frames, firstFrame, lastFrame, mean }, i): IdentifiedPerson => ({
    id: i + 1,
    trackIds: [...trackIds].sort((a, b) => a - b),
    frames,
    firstFrame,
    lastFrame,
    ...(mean === undefined ? {} : { embedding: mean }),
  }));
  return { people, discardedTracks };
}

function clusterOf(track: TrackSummary): Cluster {
  const { trackId, frames, firstFrame, lastFrame, together, looks } = track;
  return {
    trackIds: [trackId],
    frames,
    firstFrame,
    lastFrame,
    together: new Set(together),
    mean: meanOf(looks.map((look) => look.embedding)),
    looks: looks.length,
  };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array | undefined {
  if (vectors.length === 0) return undefined;
  const mean = new Float32Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i];
  return normalise(mean);
}

function mostSimilarPair(clusters: readonly Cluster[]): [number, number] | undefined {
  let best: [number, number] | undefined;
  let bestSimilarity = samePerson;
  for (let i = 0; i < clusters.length; i++) {
    for (let j = i + 1; j < clusters.length; j++) {
      const a = clusters[i];
      const b = clusters[j];
      if (a.mean === undefined || b.mean === undefined) continue;
      if (b.trackIds.some((id) => a.together.has(id))) continue;
      const similarity = similarityOf(a.mean, b.mean);
      if (similarity > bestSimilarity) {
        bestSimilarity = similarity;
        best = [i, j];
      }
    }
  }
  return best;
}

function merge(a: Cluster, b: Cluster): Cluster {
  let mean = a.mean;
  if (a.mean !== undefined && b.mean !== undefined) {
    const blend = a.mean.map((value, i) => value * a.looks + (b.mean?.[i] ?? 0) * b.looks);
    mean = normalise(blend);
  }
  return {
    trackIds: [...a.trackIds, ...b.trackIds],
    frames: a.frames + b.frames,
    firstFrame: Math.min(a.firstFrame, b.firstFrame),
    lastFrame: Math.max(a.lastFrame, b.lastFrame),
    together: new Set([...a.together, ...b.together]),
    mean,
    looks: a.looks + b.looks,
  };
}
