import type { FaceModel, Pose } from '../../../main/engine/geometry/types';

export { mulberry32 as seededRandom } from '../../../main/engine/pixels/mulberry32';

/** What one rendered picture shows. */
export interface Performance {
  readonly pose: Pose;
  /** [E] weights 0..1 */
  readonly expression: Float32Array;
  /** [27] spherical harmonics */
  readonly light: number[];
  /** Quality of the JPEG the picture goes through. */
  readonly jpegQuality: number;
}

const degree = Math.PI / 180;

/** Standard normal (Box & Muller 1958). */
export function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A head turned evenly over what restoring meets (42 degrees to the sides, 18 up, 22 down, 15 of tilt), talking, smiling,
 * blinking or frowning, lit from anywhere in front, 48 to 70 pixels between the eyes at 320 pixels.
 */
export function performAtRandom(model: FaceModel, random: () => number): Performance {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const depth = between(440, 640);
  const pose: Pose = {
    pitchRadians: degree * between(-18, 22),
    yawRadians: degree * between(-42, 42),
    rollRadians: degree * between(-15, 15),
    translation: [between(-0.08, 0.08) * depth, between(-0.08, 0.08) * depth - 15, -depth],
  };
  const talking = random() < 0.7;
  const open = talking ? random() ** 1.5 : 0;
  const round = random();
  const weights: Record<string, number> = {
    jawOpen: 0.55 * open,
    mouthFunnel: 0.4 * open * round,
    mouthPucker: talking ? 0.35 * (1 - open) * round : 0,
    mouthStretchLeft: 0.3 * open * (1 - round),
    mouthStretchRight: 0.3 * open * (1 - round),
    mouthUpperUpLeft: 0.25 * open,
    mouthUpperUpRight: 0.25 * open,
  };
  const show = (names: readonly string[], weight: number): void => {
    for (const name of names) weights[name] = weight;
  };
  if (random() < 0.4) show(['mouthSmileLeft', 'mouthSmileRight'], 0.7 * random());
  if (random() < 0.25) show(['eyeBlinkLeft', 'eyeBlinkRight'], 0.95 * random());
  if (random() < 0.3) {
    const raise = 0.6 * random();
    show(['browInnerUp'], raise);
    show(['browOuterUpLeft', 'browOuterUpRight'], 0.6 * raise);
  } else {
    const isLowered = random() < 0.3;
    if (isLowered) show(['browDownLeft', 'browDownRight'], 0.7 * random());
  }
  const [strength, sideways, above, ambient] = [
    between(0, 0.4),
    between(-1.2, 1.2),
    between(-0.1, 0.8),
    between(-0.1, 0.3),
  ];
  const light: number[] = [];
  for (const tint of [1.04, 1, 0.95]) {
    const s = strength * tint;
    light.push(ambient * tint, -s * above, 0.1, -s * sideways, 0, 0, 0.03, 0, 0);
  }
  return {
    pose,
    expression: Float32Array.from(model.expressionNames, (name) => weights[name] ?? 0),
    light,
    jpegQuality: Math.round(between(55, 95)),
  };
}
