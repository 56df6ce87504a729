import { ballPointOf, type BallPoint } from './light-direction';

/** The viewer's light: where it shows on the ball, and 0..100 each for what it and its surroundings give. */
export interface ViewLight {
  readonly light: BallPoint;
  readonly key: number;
  readonly fill: number;
}

/** Of the constant and of the linear harmonics (Ramamoorthi & Hanrahan 2001), and what the constant carries unsaid. */
const constant = Math.sqrt(Math.PI) / 2;
const linear = Math.sqrt(Math.PI);
const ambientOffset = 0.8;
/** What the viewer's shader multiplies key and fill by; see face-material. */
const keyGain = 1.5;
const fillGain = 0.62;

/**
 * The viewer's light that comes closest to a frame's: it shines from where the linear harmonics point, and is as bright
 * on the lit side and on the dark one. What the higher harmonics say, and colours, are left out.
 * @param harmonics 27 = 3 colours x 9, see `FrameFaces`
 */
export function viewLightOf(harmonics: readonly number[]): ViewLight {
  const mean = (k: number) => (harmonics[k] + harmonics[9 + k] + harmonics[18 + k]) / 3;
  const direction = { x: -mean(3), y: -mean(1), z: mean(2) };
  const swing = linear * Math.hypot(direction.x, direction.y, direction.z);
  const even = constant * (mean(0) + ambientOffset);
  return {
    light: ballPointOf(direction),
    key: percent((2 * swing) / keyGain),
    fill: percent((even - swing) / fillGain),
  };
}

function percent(share: number): number {
  return Math.round(100 * Math.min(1, Math.max(0, share)));
}
