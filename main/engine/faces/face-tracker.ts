import type { InferencePool } from '../inference/inference-pool';
import type { RgbImage, VideoFrame } from '../pixels/image';
import {
  findDuplicates,
  isDuplicate,
  isSameFace,
  isSteady,
  otherLook,
  recognise,
  sameLook,
  type NewFace,
} from './associate-faces';
import { detectFaces } from './detect-faces';
import type { DetectionWindow } from './detection-windows';
import { embedFace } from './embed-face';
import { FaceTrack, type SavedTrack } from './face-track';
import { findLandmarks, findLandmarksOfDetection } from './find-landmarks';
import { boxOfLandmarks, fivePointsOf, turnOf } from './five-points';
import { regionOfLandmarks } from './landmark-region';
import { isPoor, readCoefficients } from './read-coefficients';
import { faceSharpness } from './sharpness';
import { countSteadyViews, otherViewCount } from './steady-landmarks';
import type { DetectedFace, FaceLandmarks, TrackedFace } from './types';

/** Presence that starts a track, and presence that keeps one: turned and covered faces score less for a while. */
const startConfidence = 0.5;
const keepConfidence = 0.3;
/** A lost face is looked for this long before its track ends. */
const patienceMicros = 1_000_000;
/** Lost faces searched for closely in one frame; the latest ones. */
const maximumSearches = 4;
/** Frames of a young track in which its look is taken every time. */
const firstLooks = 3;
/** Of the three other views, those that a face seen in a close-up only must stay in place in. */
const leastSteadyViews = 2;
/** Doubts that end a track. */
const maximumDoubts = 3;
/** Looks in a row of one and the same stranger before the track is taken for somebody else's. */
const maximumStrangerLooks = 3;
/** Looks are compared up to this turn, see turnOf. */
const frontalTurn = 0.4;

/** A tracker between two frames, as plain data. Order counts: of two equals the first is taken. */
export interface SavedTracker {
  readonly active: readonly SavedTrack[];
  readonly lost: readonly SavedTrack[];
  readonly nextId: number;
}

/** The state between frames: tracks followed and tracks lost, and how one frame changes them. */
export class FaceTracker {
  readonly #pool: InferencePool;
  readonly #signal: AbortSignal;
  readonly #active = new Map<number, FaceTrack>();
  readonly #lost = new Map<number, FaceTrack>();
  #nextId = 1;

  /** @param saved where an interrupted run over the same clip stood */
  constructor(pool: InferencePool, signal: AbortSignal, saved?: SavedTracker) {
    this.#pool = pool;
    this.#signal = signal;
    if (saved === undefined) return;
    for (const track of saved.active) this.#active.set(track.id, FaceTrack.restore(track));
    for (const track of saved.lost) this.#lost.set(track.id, FaceTrack.restore(track));
    this.#nextId = saved.nextId;
  }

  /** Good until the next frame is taken. */
  save(): SavedTracker {
    const saved = (tracks: ReadonlyMap<number, FaceTrack>) =>
      [...tracks.values()].map((track) => track.save());
    return { active: saved(this.#active), lost: saved(this.#lost), nextId: this.#nextId };
  }

  /** Boxes of the faces followed at present. */
  get boxes() {
    return [...this.#active.values()].map((track) => track.box);
  }

  /**
   * Takes the next frame.
   * @param scheduled detections of this frame where they were due, else undefined
   */
  async next(
    frame: VideoFrame,
    cut: boolean,
    scheduled: Promise<readonly DetectedFace[]> | undefined,
  ): Promise<TrackedFace[]> {
    const time = frame.timestampMicros;
    if (cut) for (const track of [...this.#active.values()]) this.#lose(track);
    else await this.#followAll(frame);
    for (const [id, track] of this.#lost) {
      if (time - track.lastSeenMicros > patienceMicros) this.#lost.delete(id);
    }
    // A lost face is looked for at once: waiting for the schedule would leave a gap.
    const detections =
      scheduled !== undefined ? await scheduled : this.#lost.size > 0 ? await this.#search(frame) : [];
    await this.#welcome(frame, detections, !cut);
    return this.#report(frame, scheduled === undefined ? undefined : detections);
  }

  /** Finds each followed face where its motion puts it. Found at once, decided in order: the result never varies. */
  async #followAll(frame: VideoFrame): Promise<void> {
    const tracks = [...this.#active.values()];
    const looks = tracks.map((track) =>
      findLandmarks(frame.image, regionOfLandmarks(track.predict()), this.#pool, this.#signal),
    );
    (await Promise.all(looks)).forEach((found, i) => {
      if (found.confidence >= keepConfidence && isSteady(tracks[i], boxOfLandmarks(found.points))) {
        tracks[i].follow(found, frame.timestampMicros);
      } else this.#lose(tracks[i]);
    });
    for (const track of findDuplicates([...this.#active.values()])) {
      this.#lose(track); // its own face may come out from behind the other
    }
  }

  /** Looks for lost faces in the whole frame and closely where they were. */
  #search(frame: VideoFrame): Promise<DetectedFace[]> {
    const tiles = [...this.#lost.values()].slice(-maximumSearches).map(windowAround);
    return detectFaces(frame.image, this.#pool, { tiles, known: this.boxes, signal: this.#signal });
  }

  /** Turns detections that no followed track explains into recovered or new tracks. */
  async #welcome(
    frame: VideoFrame,
    detections: readonly DetectedFace[],
    placeCounts: boolean,
  ): Promise<void> {
    const followed = [...this.#active.values()];
    const looks = detections
      .filter((detection) => !followed.some((track) => isSameFace(detection, track.box)))
      .map((detection) => this.#lookAt(frame, detection));
    for (const face of await Promise.all(looks)) {
      if (face === undefined || isDuplicate(face.box, this.#active.values())) continue;
      this.#admit(face, frame.timestampMicros, placeCounts);
    }
  }

  async #lookAt(frame: VideoFrame, detection: DetectedFace): Promise<NewFace | undefined> {
    const { image } = frame;
    const landmarks = await findLandmarksOfDetection(image, detection, this.#pool, this.#signal);
    if (landmarks.confidence < startConfidence) return undefined;
    if (detection.closeUpOnly === true && !(await this.#isSteady(image, landmarks))) return undefined;
    const fivePoints = fivePointsOf(landmarks.points);
    const embedding = await embedFace(image, fivePoints, this.#pool, this.#signal);
    return { landmarks, box: boxOfLandmarks(landmarks.points), fivePoints, embedding };
  }

  #admit(face: NewFace, timestampMicros: number, placeCounts: boolean): void {
    const known = recognise(face, this.#lost.values(), placeCounts);
    if (known !== undefined) {
      this.#lost.delete(known.id);
      known.resume(face.landmarks, timestampMicros);
      this.#active.set(known.id, known);
      return;
    }
    this.#start(face.landmarks, timestampMicros);
  }

  #start(landmarks: FaceLandmarks, timestampMicros: number): FaceTrack {
    const track = new FaceTrack(this.#nextId++, landmarks, timestampMicros);
    this.#active.set(track.id, track);
    return track;
  }

  #lose(track: FaceTrack): void {
    this.#active.delete(track.id);
    this.#lost.set(track.id, track);
  }

  async #report(frame: VideoFrame, scheduled: readonly DetectedFace[] | undefined): Promise<TrackedFace[]> {
    const { image } = frame;
    const tracks = [...this.#active.values()];
    const fivePoints = tracks.map((track) => fivePointsOf(track.landmarks.points));
    const looks = tracks.map((track, i) =>
      scheduled !== undefined || track.seen <= firstLooks
        ? embedFace(image, fivePoints[i], this.#pool, this.#signal)
        : undefined,
    );
    const readings = tracks.map((_, i) =>
      isPoor(fivePoints[i]) ? readCoefficients(image, fivePoints[i], this.#pool, this.#signal) : undefined,
    );
    const views = tracks.map((track) =>
      scheduled === undefined ? undefined : this.#lookAgain(track, scheduled, image),
    );
    const sharpness = fivePoints.map((points) => faceSharpness(image, points)); // while the workers look
    const embeddings = await Promise.all(looks.map(async (look) => look));
    const coefficients = await Promise.all(readings.map(async (reading) => reading));
    const steadiness = await Promise.all(views.map(async (view) => view));
    const faces = tracks.map((track, i): TrackedFace => {
      const embedding = embeddings[i];
      const reading = coefficients[i];
      const steady = steadiness[i];
      if (steady !== undefined) this.#judge(track, steady);
      const owner = embedding === undefined ? track : this.#attribute(track, fivePoints[i], embedding);
      return {
        trackId: owner.id,
        box: owner.box,
        landmarks: owner.landmarks,
        fivePoints: fivePoints[i],
        sharpness: sharpness[i],
        ...(embedding === undefined ? {} : { embedding }),
        ...(reading === undefined ? {} : { reading }),
        ...(steady === undefined ? {} : { steady }),
      };
    });
    return faces.sort((a, b) => a.trackId - b.trackId);
  }

  async #isSteady(image: RgbImage, landmarks: FaceLandmarks): Promise<boolean> {
    const views = Array.from({ length: otherViewCount }, (_, i) => i);
    const steady = await countSteadyViews(image, landmarks, views, this.#pool, this.#signal);
    return steady >= leastSteadyViews;
  }

  /** Looks again, in one other view, at a followed face that this frame's detections do not show. */
  async #lookAgain(
    track: FaceTrack,
    detections: readonly DetectedFace[],
    image: RgbImage,
  ): Promise<boolean | undefined> {
    if (detections.some((detection) => isSameFace(detection, track.box))) return undefined;
    const view = track.seen % otherViewCount;
    return (await countSteadyViews(image, track.landmarks, [view], this.#pool, this.#signal)) === 1;
  }

  /** A face doubted too often is no face: forgotten, so that nothing revives it. */
  #judge(track: FaceTrack, steady: boolean): void {
    track.doubts = Math.max(0, track.doubts + (steady ? -1 : 1));
    if (track.doubts >= maximumDoubts) this.#active.delete(track.id);
  }

  /**
   * Checks the track's look. Where two faces cross, or one scene dissolves into another, landmarks slip from one face
   * to the next: when the look contradicts the track's and is that of a lost one, or stays the same stranger's, the
   * face goes on under that track or a new one.
   */
  #attribute(track: FaceTrack, fivePoints: Float32Array, embedding: Float32Array): FaceTrack {
    const resemblance = track.resemblance(embedding);
    if (resemblance === undefined || resemblance >= otherLook) {
      track.remember(embedding);
      return track;
    }
    if (turnOf(fivePoints) > frontalTurn) return track; // in profile one looks like nobody
    const { landmarks, box, lastSeenMicros } = track;
    const known = recognise({ landmarks, box, fivePoints, embedding }, this.#lost.values(), false);
    if (known === undefined && track.meetStranger(embedding, sameLook) < maximumStrangerLooks) return track;
    this.#lose(track);
    if (known === undefined) {
      const started = this.#start(landmarks, lastSeenMicros);
      started.remember(embedding);
      return started;
    }
    this.#lost.delete(known.id);
    known.resume(landmarks, lastSeenMicros);
    known.remember(embedding);
    this.#active.set(known.id, known);
    return known;
  }
}

/** The detector's view of a lost face: four times its box, where the detector is at its best. */
function windowAround(track: FaceTrack): DetectionWindow {
  const { left, top, right, bottom } = track.box;
  const side = 4 * Math.max(right - left, bottom - top);
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side };
}
