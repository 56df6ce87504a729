import type { FaceModel, Pose } from '../../main/engine/geometry/types';

const degree = Math.PI / 180;

export interface PerformedFrame {
  readonly pose: Pose;
  readonly expression: Float32Array;
  readonly light: number[];
}

/** How a synthetic person is filmed. */
export interface Shooting {
  readonly size: number;
  readonly focalPixels: number;
  /** The face's distance, mm. */
  readonly distance: number;
}

/** From a selfie to a portrait: distance evenly over its logarithm, the eyes always as far apart in the picture. */
export function shoot(random: () => number, size: number, eyesApart: number, farthest: number): Shooting {
  const nearest = 450;
  const distance = nearest * (farthest / nearest) ** random();
  return { size, focalPixels: (eyesApart * distance) / 63, distance };
}

function randomLight(random: () => number): number[] {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const [strength, sideways, above, ambient] = [
    between(0, 0.4),
    between(-1.2, 1.2),
    between(-0.1, 0.8),
    between(-0.1, 0.3),
  ];
  return [1.04, 1, 0.95].flatMap((tint) => {
    const s = strength * tint;
    return [ambient * tint, -s * above, 0.1, -s * sideways, 0, 0, 0.03, 0, 0];
  });
}

function expressionOf(model: FaceModel, weights: Readonly<Record<string, number>>): Float32Array {
  return Float32Array.from(model.expressionNames, (name) => weights[name] ?? 0);
}

/** A face that looks at the camera, nearly: up to 6 degrees off, with at most a slight smile. */
export function frontalPicture(
  model: FaceModel,
  { distance }: Shooting,
  random: () => number,
): PerformedFrame {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const smile = Math.max(0, between(-0.4, 0.4));
  return {
    pose: {
      pitchRadians: degree * between(-6, 6),
      yawRadians: degree * between(-6, 6),
      rollRadians: degree * between(-6, 6),
      translation: [between(-0.03, 0.03) * distance, -20, -distance],
    },
    expression: expressionOf(model, {
      mouthSmileLeft: smile,
      mouthSmileRight: smile,
      jawOpen: 0.06 * random(),
    }),
    light: randomLight(random),
  };
}

/** A head that turns 35 degrees to either side and nods 10 while talking, with two blinks. */
export function turningClip(
  model: FaceModel,
  { distance }: Shooting,
  frames: number,
  random: () => number,
): PerformedFrame[] {
  const light = randomLight(random);
  const [start, nods, tilt, syllables] = [random(), 1 + random(), 8 * random(), 3 + random()];
  return Array.from({ length: frames }, (_, i): PerformedFrame => {
    const t = i / frames;
    const open = (0.5 - 0.5 * Math.cos(2 * Math.PI * syllables * 2.4 * t)) * (0.4 + 0.4 * Math.sin(5 * t));
    const round = 0.5 + 0.5 * Math.sin(11 * t);
    const blink = Math.max(0, Math.sin(4 * Math.PI * (t + start))) ** 24;
    const swing = 2 * Math.PI * (t + start);
    return {
      pose: {
        pitchRadians: degree * (2 + 10 * Math.sin(nods * swing + 1)),
        yawRadians: degree * 35 * Math.sin(swing),
        rollRadians: degree * tilt * Math.sin(swing + 2),
        translation: [0.02 * distance * Math.sin(swing), -20, -distance * (1 + 0.03 * Math.cos(swing))],
      },
      expression: expressionOf(model, {
        jawOpen: 0.5 * open,
        mouthFunnel: 0.35 * open * round,
        mouthPucker: 0.3 * (1 - open) * round,
        mouthStretchLeft: 0.25 * open * (1 - round),
        mouthStretchRight: 0.25 * open * (1 - round),
        mouthSmileLeft: 0.3 * (1 - round),
        mouthSmileRight: 0.3 * (1 - round),
        eyeBlinkLeft: 0.95 * blink,
        eyeBlinkRight: 0.95 * blink,
        browInnerUp: 0.3 * round,
      }),
      light,
    };
  });
}
