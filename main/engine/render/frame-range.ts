import type { EnhanceOptions } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';

/** Frames [from, to). */
export interface FrameSpan {
  readonly from: number;
  readonly to: number;
}

/** Frames of the analysed range, and the trim in seconds of the source that sound and subtitles get. */
export interface FrameRange extends FrameSpan {
  readonly fromSeconds: number | undefined;
  readonly toSeconds: number | undefined;
}

/**
 * The part of the analysed frames that is to be rendered.
 * @param timestamps [frames] microseconds from the start of the source
 * @throws StudioError `usage` where nothing is left
 */
export function frameRangeOf(
  options: Pick<EnhanceOptions, 'fromFrame' | 'toFrame' | 'fromSeconds' | 'toSeconds'>,
  timestamps: Float64Array,
): FrameRange {
  const frames = timestamps.length;
  const from = options.fromFrame ?? 0;
  const to = Math.min(frames, options.toFrame ?? frames);
  if (from >= to && frames > 0) {
    throw new StudioError(
      'usage',
      `No frame lies between frame ${from} and frame ${to}; the clip has ${frames}. Move the in and out points.`,
    );
  }
  return {
    from,
    to,
    fromSeconds: from > 0 ? timestamps[from] / 1e6 : options.fromSeconds,
    toSeconds: to < frames ? timestamps[to] / 1e6 : options.toSeconds,
  };
}
