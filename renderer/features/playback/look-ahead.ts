import type { PlayPace } from './clock';

export interface LookAhead extends PlayPace {
  /** Frame due now. */
  readonly due: number;
  /** Seconds that one picture takes to come, running mean. */
  readonly secondsPerPicture: number;
  /** Pictures asked for at once. */
  readonly concurrency: number;
  /** Frames to name at most. */
  readonly count: number;
}

/**
 * Every how many frames a picture can be had in time. Enhancing may be slower than the clip runs: then every n-th frame is
 * asked for and shown when it is due, rather than all of them too late.
 */
export function strideOf({ framesPerSecond, rate, secondsPerPicture, concurrency }: LookAhead): number {
  const framesADelivery = (framesPerSecond * Math.abs(rate) * secondsPerPicture) / Math.max(1, concurrency);
  // 0.9: a source just about as fast as the clip is not cut in half for a hiccup.
  return Math.max(1, Math.ceil(framesADelivery * 0.9));
}

/**
 * Frames worth asking for, the most urgent first: from the first that can still come in time, in the direction of play, on a
 * grid of the stride so that the same ones are named again at the next tick.
 */
export function framesAhead(ahead: LookAhead): number[] {
  const { due, rate, range, loop, framesPerSecond, secondsPerPicture, count } = ahead;
  const stride = strideOf(ahead);
  const direction = rate < 0 ? -1 : 1;
  const length = range.end - range.first;
  const lead = Math.min(length - 1, Math.floor(framesPerSecond * Math.abs(rate) * secondsPerPicture));
  const gridded = alignTo(due - range.first + direction * (stride > 1 ? lead : 0), stride, direction);
  const frames: number[] = [];
  for (let step = 0; frames.length < count && step * stride < length; step++) {
    const position = gridded + direction * step * stride;
    if (position >= 0 && position < length) frames.push(range.first + position);
    else if (!loop) break;
    else {
      const wrapped = ((position % length) + length) % length;
      frames.push(range.first + Math.min(length - 1, alignTo(wrapped, stride, 1)));
    }
  }
  return [...new Set(frames)];
}

function alignTo(position: number, stride: number, direction: 1 | -1): number {
  return (direction > 0 ? Math.ceil(position / stride) : Math.floor(position / stride)) * stride;
}

/**
 * Of the frames that are there, the one to show: the latest not after the one due (seen in the direction of play), at
 * most `reach` frames late.
 */
export function frameToShow(
  due: number,
  direction: 1 | -1,
  reach: number,
  isThere: (frame: number) => boolean,
): number | undefined {
  for (let late = 0; late <= reach; late++) {
    const frame = due - direction * late;
    if (frame < 0) return undefined;
    if (isThere(frame)) return frame;
  }
  return undefined;
}
