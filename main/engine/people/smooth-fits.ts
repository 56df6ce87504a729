import type { FitLayout } from './fit-row';
import { smoothColumns, type SmoothingWindow } from './local-regression';

/** Half widths in seconds: at 25 fps the first is 7 frames wide. Light changes slowly, so it may be averaged longer. */
const poseWindow: SmoothingWindow = { halfWidthSeconds: 0.14, degree: 2 };
const expressionWindow: SmoothingWindow = { halfWidthSeconds: 0.1, degree: 2 };
/** Eyes rest for 0.2 s and more between jumps, and what is read of them trembles more than they do. */
const gazeWindow: SmoothingWindow = { halfWidthSeconds: 0.2, degree: 0 };
const lightWindow: SmoothingWindow = { halfWidthSeconds: 0.5, degree: 0 };

/** Longest hole in a track that the curves are carried over. */
const longestGapSeconds = 0.25;

/** Width of the widest window: how far a block must reach beyond its ends to be smoothed as if it were whole. */
export const smoothingReachSeconds = lightWindow.halfWidthSeconds;

/**
 * Smooths the fits of one person over time.
 *
 * @param rows [n, layout.columns], the raw fits in order of time
 * @param timesSeconds [n] ascending
 * @param tracks [n] track of each row: curves are never carried over a change of track (a cut)
 * @param weights [n] trust in each row, above 0
 * @param gaze the expression modes that turn the eyes
 * @param lowest weight of an expression that the model knows, 0 or -1
 * @returns [n, layout.columns]; expressions stay within `lowest`..1
 */
export function smoothFits(
  layout: FitLayout,
  rows: Float32Array,
  timesSeconds: Float64Array,
  tracks: Float32Array,
  weights: Float32Array,
  lowest = 0,
  gaze: readonly number[] = [],
): Float32Array {
  const out = rows.slice();
  const n = timesSeconds.length;
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (
      end < n &&
      tracks[end] === tracks[start] &&
      timesSeconds[end] - timesSeconds[end - 1] <= longestGapSeconds
    ) {
      end++;
    }
    smoothRun(layout, rows, timesSeconds, weights, start, end, lowest, gaze, out);
    start = end;
  }
  return out;
}

function smoothRun(
  layout: FitLayout,
  rows: Float32Array,
  timesSeconds: Float64Array,
  weights: Float32Array,
  start: number,
  end: number,
  lowest: number,
  gaze: readonly number[],
  out: Float32Array,
): void {
  const { columns } = layout;
  const run = rows.subarray(start * columns, end * columns);
  const runOut = out.subarray(start * columns, end * columns);
  const times = timesSeconds.subarray(start, end);
  const trust = weights.subarray(start, end);
  const smooth = (first: number, last: number, window: SmoothingWindow): void => {
    smoothColumns(run, columns, first, last, times, trust, window, runOut);
  };
  smooth(layout.pose, layout.expression, poseWindow);
  smooth(layout.expression, layout.light, expressionWindow);
  for (const mode of gaze) smooth(layout.expression + mode, layout.expression + mode + 1, gazeWindow);
  smooth(layout.light, layout.fivePoints, lightWindow);
  smooth(layout.fivePoints, layout.reprojectionError, poseWindow);
  for (let row = 0; row < end - start; row++) {
    for (let column = layout.expression; column < layout.light; column++) {
      const at = row * columns + column;
      runOut[at] = Math.min(1, Math.max(lowest, runOut[at]));
    }
  }
}
