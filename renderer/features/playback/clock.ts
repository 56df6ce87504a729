/** Frames between which a clip plays: from `first`, up to but without `end`. */
export interface FrameRange {
  readonly first: number;
  readonly end: number;
}

/** Where and when playing began, or was last put somewhere else. */
export interface PlayAnchor {
  readonly frame: number;
  /** Any steady clock, seconds. */
  readonly atSeconds: number;
}

export interface PlayPace {
  /** Of the clip. */
  readonly framesPerSecond: number;
  /** 1 is the clip's own speed; negative is backwards. */
  readonly rate: number;
  readonly range: FrameRange;
  readonly loop: boolean;
}

/** The frames that play: the marked ones, or all where the playhead stands outside them. */
export function playRange(
  frameCount: number,
  inFrame: number | undefined,
  outFrame: number | undefined,
  playhead: number,
): FrameRange {
  const whole = { first: 0, end: Math.max(1, frameCount) };
  const first = Math.min(Math.max(inFrame ?? 0, 0), whole.end - 1);
  const end = Math.min(Math.max(outFrame ?? whole.end, first + 1), whole.end);
  return playhead >= first && playhead < end ? { first, end } : whole;
}

/**
 * The frame due at a moment: wall time decides, so that slow pictures are dropped and never slow the clip down.
 * @returns `ended` where the clip has run out and does not loop
 */
export function frameAt(
  anchor: PlayAnchor,
  nowSeconds: number,
  { framesPerSecond, rate, range, loop }: PlayPace,
): { frame: number; ended: boolean } {
  const length = range.end - range.first;
  const steps = Math.max(0, nowSeconds - anchor.atSeconds) * framesPerSecond * rate;
  // Half a millionth of a frame keeps 1/25 s steps from falling just short of a whole frame.
  const position =
    anchor.frame - range.first + (rate < 0 ? Math.ceil(steps - 5e-7) : Math.floor(steps + 5e-7));
  if (position >= 0 && position < length) return { frame: range.first + position, ended: false };
  if (loop && length > 1) {
    return { frame: range.first + (((position % length) + length) % length), ended: false };
  }
  return { frame: position < 0 ? range.first : range.end - 1, ended: true };
}

/** Speeds that repeated presses of J or L run through. */
const shuttleSpeeds = [1, 2, 4, 8];

/** The rate after another press of L (`direction` 1) or J (-1). */
export function shuttle(playing: boolean, rate: number, direction: 1 | -1): number {
  if (!playing || Math.sign(rate) !== direction) return direction;
  const next = shuttleSpeeds.find((speed) => speed > Math.abs(rate) + 1e-6);
  return direction * (next ?? shuttleSpeeds[shuttleSpeeds.length - 1]);
}
