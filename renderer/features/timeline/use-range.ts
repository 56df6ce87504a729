import { useCallback } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useTimeline } from './timeline-store';

/** Frames that are enhanced: `[first, end)`. */
export interface ClipRange {
  readonly first: number;
  readonly end: number;
}

/** A snapshot follows its call within this time. */
const snapshotMilliseconds = 400;

/** The chosen part as it is, or as it was just asked to be. */
export function clipRange(media: MediaItem | undefined, frameCount: number): ClipRange {
  const { pendingRange } = useTimeline.getState();
  if (pendingRange !== undefined && pendingRange.mediaId === media?.id) return pendingRange;
  const first = Math.min(media?.inFrame ?? 0, Math.max(0, frameCount - 1));
  return { first, end: Math.max(first + 1, Math.min(media?.outFrame ?? frameCount, frameCount)) };
}

/** Tells the engine; an end that is the clip's own is left to the clip. */
export function useChangeRange(media: MediaItem | undefined, frameCount: number): (range: ClipRange) => void {
  const client = useClient();
  const mediaId = media?.id;
  return useCallback(
    ({ first, end }: ClipRange) => {
      if (mediaId === undefined) return;
      const pendingRange = { mediaId, first, end };
      useTimeline.setState({ pendingRange });
      const forget = () => {
        if (useTimeline.getState().pendingRange === pendingRange)
          useTimeline.setState({ pendingRange: undefined });
      };
      const params = {
        mediaId,
        inFrame: first > 0 ? first : null,
        outFrame: end < frameCount ? end : null,
      };
      // Refused only where the clip has just been removed: the next snapshot shows what holds.
      client.call('media.setRange', params).then(() => setTimeout(forget, snapshotMilliseconds), forget);
    },
    [client, mediaId, frameCount],
  );
}
