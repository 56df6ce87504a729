import type { Pose } from '../../../main/engine/geometry/types';

/** The clip's format. The focal length is the one the engine assumes when it knows nothing (1.2 x the longer side). */
export const clipFormat = {
  width: 384,
  height: 384,
  frames: 48,
  framesPerSecond: 25,
  focalPixels: 460.8,
} as const;

export interface PerformedFrame {
  readonly pose: Pose;
  /** Expression weights by name; those left out are 0. */
  readonly expression: Readonly<Record<string, number>>;
  /** [27], see main/engine/geometry/spherical-harmonics.ts */
  readonly light: readonly number[];
}

const degree = Math.PI / 180;

/** 0 outside, 1 in the middle of [from, to], smooth. */
function bump(t: number, from: number, to: number): number {
  if (t <= from || t >= to) return 0;
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (t - from)) / (to - from));
}

/** How far the mouth is open while talking, 0..1: syllables of about a quarter second that differ in size. */
export function mouthOpening(seconds: number): number {
  const syllable = 0.5 - 0.5 * Math.cos(2 * Math.PI * 3.6 * seconds);
  const size = 0.65 + 0.35 * Math.sin(2 * Math.PI * 1.1 * seconds + 0.7);
  return syllable * size * Math.min(1, seconds / 0.15);
}

/** What the person does in frame `index`: looks about while talking, blinks twice, under light that moves across. */
export function performFrame(index: number): PerformedFrame {
  const seconds = index / clipFormat.framesPerSecond;
  const turn = (2 * Math.PI * index) / clipFormat.frames;
  const open = mouthOpening(seconds);
  const round = 0.5 + 0.5 * Math.sin(2 * Math.PI * 1.7 * seconds);
  const blink = Math.max(bump(index, 9, 16), bump(index, 31, 38));
  const smile = 0.35 * bump(index, 20, 52);
  const raise = 0.5 * bump(index, 14, 34);
  return {
    pose: {
      pitchRadians: degree * (3 + 7 * Math.sin(2 * turn + 0.4)),
      yawRadians: degree * 25 * Math.sin(turn),
      rollRadians: degree * 6 * Math.sin(turn + 1.2),
      translation: [10 * Math.sin(turn + 0.3), -22 + 5 * Math.cos(2 * turn), -540 + 22 * Math.cos(turn)],
    },
    expression: {
      jawOpen: 0.42 * open,
      mouthFunnel: 0.35 * open * round,
      mouthPucker: 0.3 * (1 - open) * round,
      mouthStretchLeft: 0.25 * open * (1 - round),
      mouthStretchRight: 0.25 * open * (1 - round),
      mouthSmileLeft: smile,
      mouthSmileRight: smile,
      mouthUpperUpLeft: 0.2 * open,
      mouthUpperUpRight: 0.2 * open,
      eyeBlinkLeft: 0.95 * blink,
      eyeBlinkRight: 0.95 * blink,
      browInnerUp: raise,
      browOuterUpLeft: 0.6 * raise,
      browOuterUpRight: 0.6 * raise,
    },
    light: lightFrom(0.75 * Math.sin(turn - 0.9), 0.45, 0.32),
  };
}

/** Soft light from one side: `sideways` -1 (left) .. 1 (right), `above` 0..1, `strength` of the directed part. */
function lightFrom(sideways: number, above: number, strength: number): number[] {
  const light: number[] = [];
  // A little warmer than the ambience.
  for (const [ambient, tint] of [
    [0.18, 1.05],
    [0.17, 1],
    [0.17, 0.93],
  ]) {
    const s = strength * tint;
    light.push(ambient, -s * above, 0.1, -s * sideways, 0, 0, 0.03, 0, 0);
  }
  return light;
}
