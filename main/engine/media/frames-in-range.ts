import type { MediaInfo } from '../../../preload/contract/media';

/** How many frames a trimmed clip has, an estimate from its mean rate. */
export function framesInRange(
  { durationSeconds, frameCountEstimate }: Pick<MediaInfo, 'durationSeconds' | 'frameCountEstimate'>,
  range: { readonly fromSeconds?: number | undefined; readonly toSeconds?: number | undefined },
): number {
  if (durationSeconds <= 0) return frameCountEstimate;
  const from = Math.min(durationSeconds, range.fromSeconds ?? 0);
  const to = Math.min(durationSeconds, range.toSeconds ?? durationSeconds);
  return Math.max(0, Math.round((frameCountEstimate * (to - from)) / durationSeconds));
}
