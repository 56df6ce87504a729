import type { Box } from '../pixels/image';
import { normalise, similarityOf } from './embed-face';
import { boxOfLandmarks } from './five-points';
import type { FaceLandmarks } from './types';

/** Smoothing of the velocity: half of it is the last step. */
const velocitySmoothing = 0.5;
/** A predicted step is at most this part of the face's size: beyond, the prediction is worth less than the place. */
const longestStep = 0.3;
/** Weight of a new embedding in the remembered one, once some have been seen. */
const memoryRate = 0.15;

/** All that a track knows, as plain data: see FaceTrack. */
export interface SavedTrack {
  readonly id: number;
  readonly landmarks: FaceLandmarks;
  readonly seen: number;
  readonly lastSeenMicros: number;
  readonly doubts: number;
  readonly surprise: number;
  /** Pixels a frame. */
  readonly velocity: readonly [number, number];
  /** Unit-length embedding and the looks it is made of. */
  readonly memory: Float32Array | undefined;
  readonly memories: number;
  readonly stranger: Float32Array | undefined;
  readonly strangerLooks: number;
}

/** One face followed from frame to frame: where it is, how it moves, what it looks like. */
export class FaceTrack {
  readonly id: number;
  landmarks: FaceLandmarks;
  box: Box;
  /** Frames the face was seen in. */
  seen = 1;
  /** Presentation time of the frame it was seen in last, microseconds. */
  lastSeenMicros: number;
  /** Looks that found the landmarks unsteady, less those that found them steady, never below zero. */
  doubts = 0;
  /** How far the face was from where it was predicted, in face sizes. */
  surprise = 0;
  #velocityX = 0;
  #velocityY = 0;
  #memory: Float32Array | undefined;
  #stranger: Float32Array | undefined;
  #strangerLooks = 0;
  #memories = 0;

  constructor(id: number, landmarks: FaceLandmarks, timestampMicros: number) {
    this.id = id;
    this.landmarks = landmarks;
    this.box = boxOfLandmarks(landmarks.points);
    this.lastSeenMicros = timestampMicros;
  }

  static restore(saved: SavedTrack): FaceTrack {
    const track = new FaceTrack(saved.id, saved.landmarks, saved.lastSeenMicros);
    track.seen = saved.seen;
    track.doubts = saved.doubts;
    track.surprise = saved.surprise;
    [track.#velocityX, track.#velocityY] = saved.velocity;
    track.#memory = saved.memory;
    track.#memories = saved.memories;
    track.#stranger = saved.stranger;
    track.#strangerLooks = saved.strangerLooks;
    return track;
  }

  /** Arrays are the track's own: good until it takes the next frame. */
  save(): SavedTrack {
    return {
      id: this.id,
      landmarks: this.landmarks,
      seen: this.seen,
      lastSeenMicros: this.lastSeenMicros,
      doubts: this.doubts,
      surprise: this.surprise,
      velocity: [this.#velocityX, this.#velocityY],
      memory: this.#memory,
      memories: this.#memories,
      stranger: this.#stranger,
      strangerLooks: this.#strangerLooks,
    };
  }

  /** Edge of the square with the face's area, pixels. */
  get size(): number {
    return Math.sqrt((this.box.right - this.box.left) * (this.box.bottom - this.box.top));
  }

  /** Where the landmarks should be in the next frame, [478, 3]. */
  predict(): Float32Array {
    const points = this.landmarks.points.slice();
    const limit = longestStep * this.size;
    const length = Math.hypot(this.#velocityX, this.#velocityY);
    const factor = length > limit ? limit / length : 1;
    for (let i = 0; i < points.length; i += 3) {
      points[i] += this.#velocityX * factor;
      points[i + 1] += this.#velocityY * factor;
    }
    return points;
  }

  /** Takes the landmarks of the frame that follows the last one seen. */
  follow(landmarks: FaceLandmarks, timestampMicros: number): void {
    const box = boxOfLandmarks(landmarks.points);
    const stepX = (box.left + box.right - this.box.left - this.box.right) / 2;
    const stepY = (box.top + box.bottom - this.box.top - this.box.bottom) / 2;
    this.surprise = Math.hypot(stepX - this.#velocityX, stepY - this.#velocityY) / this.size;
    this.#velocityX += velocitySmoothing * (stepX - this.#velocityX);
    this.#velocityY += velocitySmoothing * (stepY - this.#velocityY);
    this.#place(landmarks, box, timestampMicros);
  }

  /** Takes landmarks after a gap, a cut or a re-identification: the old motion says nothing any more. */
  resume(landmarks: FaceLandmarks, timestampMicros: number): void {
    this.#velocityX = 0;
    this.#velocityY = 0;
    this.surprise = 0;
    this.#stranger = undefined;
    this.#strangerLooks = 0;
    this.#place(landmarks, boxOfLandmarks(landmarks.points), timestampMicros);
  }

  /** Cosine to the remembered look, or undefined while nothing is remembered. */
  resemblance(embedding: Float32Array): number | undefined {
    return this.#memory === undefined ? undefined : similarityOf(this.#memory, embedding);
  }

  /** Notes a look that contradicts the memory; returns how many such looks in a row agree with each other. */
  meetStranger(embedding: Float32Array, agreement: number): number {
    const agrees = this.#stranger !== undefined && similarityOf(this.#stranger, embedding) > agreement;
    this.#stranger = embedding;
    this.#strangerLooks = agrees ? this.#strangerLooks + 1 : 1;
    return this.#strangerLooks;
  }

  remember(embedding: Float32Array): void {
    this.#stranger = undefined;
    this.#strangerLooks = 0;
    if (this.#memory === undefined) {
      this.#memory = embedding.slice();
      this.#memories = 1;
      return;
    }
    const rate = Math.max(memoryRate, 1 / ++this.#memories);
    for (let i = 0; i < embedding.length; i++) {
      this.#memory[i] += rate * (embedding[i] - this.#memory[i]);
    }
    normalise(this.#memory);
  }

  #place(landmarks: FaceLandmarks, box: Box, timestampMicros: number): void {
    this.landmarks = landmarks;
    this.box = box;
    this.seen++;
    this.lastSeenMicros = timestampMicros;
  }
}
