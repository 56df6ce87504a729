import { useEffect, useState } from 'react';
import { useClient } from '../../client/client-context';
import { frameCountOf, frameRateOf, usePlayback } from '../../store/playback';
import { useSelectedMedia } from '../../store/selection';
import { playRange } from '../playback/clock';
import { FrameFeed } from '../playback/frame-feed';
import { frameSources, useComparedJob } from './after-source';
import { needsAfter, useCompareView } from './compare-store';

/** A feed that follows the playhead, the selected clip, its settings and the mode. */
export function useFrameFeed(): FrameFeed {
  const client = useClient();
  const media = useSelectedMedia();
  const jobId = useComparedJob()?.id;
  const wantsAfter = useCompareView(({ mode, lens }) => needsAfter(mode) || lens);
  const [feed] = useState(() => new FrameFeed());
  useEffect(() => () => feed.close(), [feed]);
  // Dependencies are what changes addresses or pace, not the whole item: that is new with each snapshot.
  const { id, revision, inFrame, outFrame, analysis } = media ?? {};
  const isKnown = media?.info !== undefined;
  const frameCount = frameCountOf(media);
  const framesPerSecond = frameRateOf(media);
  useEffect(() => {
    const sources = frameSources(media, jobId, wantsAfter, (path) => client.resourceUrl(path));
    const follow = () => {
      const { frame, playing, rate, loop } = usePlayback.getState();
      const shown = Math.min(frame, Math.max(0, frameCount - 1));
      const range = playRange(frameCount, inFrame, outFrame, shown);
      const plays = playing && frameCount > 1;
      feed.follow(sources, shown, plays ? { framesPerSecond, rate, range, loop } : undefined);
    };
    follow();
    return usePlayback.subscribe(follow);
    // oxlint-disable-next-line react/exhaustive-deps -- `media` is represented by the fields below
  }, [
    feed,
    client,
    id,
    revision,
    analysis?.state,
    isKnown,
    jobId,
    wantsAfter,
    inFrame,
    outFrame,
    frameCount,
    framesPerSecond,
  ]);
  return feed;
}
