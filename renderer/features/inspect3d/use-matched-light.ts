import { useEffect } from 'react';
import { viewLightOf } from '../../scene/frame-light';
import type { FrameFeed } from './frame-feed';
import { useInspectView } from './view-settings';

/** While the light is matched, it is that of the person in the frame that is shown; the last one where they are not. */
export function useMatchedLight(feed: FrameFeed, personId: number): void {
  const matched = useInspectView((view) => view.matched);
  useEffect(() => {
    if (!matched) return;
    const match = () => {
      const face = feed.current()?.faces?.faces.find((one) => one.personId === personId);
      if (face !== undefined) useInspectView.getState().change(viewLightOf(face.light));
    };
    match();
    return feed.subscribe(match);
  }, [matched, feed, personId]);
}
