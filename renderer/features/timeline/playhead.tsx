import { useEffect, useRef } from 'react';
import { usePlayback } from '../../store/playback';
import { useTimelineStrings } from './strings';
import { followPlayhead, xOfFrame } from './time-scale';
import { useTimeline } from './timeline-store';
import { useTrack } from './track-context';

/** The line under which the frame is shown. Moved outside React; turns the page while playing. */
export function Playhead() {
  const strings = useTimelineStrings();
  const { view, width, frameCount, placeOf } = useTrack();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = () => {
      const { frame, playing } = usePlayback.getState();
      const element = line.current;
      if (element === null) return;
      const x = xOfFrame(frame, view, width);
      element.style.transform = `translateX(${x}px)`;
      element.style.visibility = x < -1 || x > width + 1 ? 'hidden' : 'visible';
      element.setAttribute('aria-valuenow', String(frame));
      element.setAttribute('aria-valuetext', placeOf(frame));
      const followed = playing ? followPlayhead(view, frame, frameCount) : view;
      if (followed !== view) useTimeline.getState().setView(followed);
    };
    place();
    return usePlayback.subscribe(place);
  }, [view, width, frameCount, placeOf]);
  return (
    <div
      ref={line}
      className="tl-playhead"
      role="slider"
      tabIndex={0}
      aria-label={strings.playhead}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, frameCount - 1)}
      aria-valuenow={0}
    />
  );
}
