import { frameOfRow } from './table';

/** Runs of rows with a value, `[first, end)`. */
export function spansOf(values: Float32Array): [first: number, end: number][] {
  const spans: [number, number][] = [];
  let first = -1;
  for (let row = 0; row <= values.length; row++) {
    const isThere = row < values.length && !Number.isNaN(values[row]);
    if (isThere && first < 0) first = row;
    if (!isThere && first >= 0) {
      spans.push([first, row]);
      first = -1;
    }
  }
  return spans;
}

/** Smallest and largest value over several curves; undefined where there is none. */
export function extentOf(curves: readonly Float32Array[]): readonly [number, number] | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (const curve of curves) {
    for (const value of curve) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return least <= most ? [least, most] : undefined;
}

export interface WorstFrame {
  readonly frame: number;
  readonly value: number;
  /** Which of the curves. */
  readonly curve: number;
}

/**
 * The frames that are worst, worst first, each at least `apart` frames from those before it, so that one bad moment is
 * named once.
 * @param sign 1: large values are bad; -1: small ones are
 */
export function worstFrames(
  curves: readonly Float32Array[],
  sign: 1 | -1,
  frameCount: number,
  apart: number,
  count: number,
): WorstFrame[] {
  const all: WorstFrame[] = [];
  curves.forEach((values, curve) => {
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(values[row])) continue;
      all.push({ frame: Math.round(frameOfRow(row, values.length, frameCount)), value: values[row], curve });
    }
  });
  all.sort((a, b) => sign * (b.value - a.value) || a.frame - b.frame);
  const worst: WorstFrame[] = [];
  for (const candidate of all) {
    if (worst.length === count) break;
    if (worst.every(({ frame }) => Math.abs(frame - candidate.frame) >= apart)) worst.push(candidate);
  }
  return worst;
}
