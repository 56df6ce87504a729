import { useEffect, useRef, type KeyboardEvent } from 'react';
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
  // A slider keeps its keys from the studio's shortcuts, so it answers to them itself.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { frame, pause, seek } = usePlayback.getState();
    const to = frameByKey(event.key, frame, frameCount - 1, event.shiftKey);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    pause();
    seek(to);
  };
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
      onKeyDown={onKeyDown}
    />
  );
}

/** Where a key of the slider leads; undefined for other keys. */
function frameByKey(key: string, frame: number, last: number, wide: boolean): number | undefined {
  const bounded = (to: number) => Math.min(last, Math.max(0, to));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return bounded(frame - (wide ? 10 : 1));
    case 'ArrowRight':
    case 'ArrowUp':
      return bounded(frame + (wide ? 10 : 1));
    case 'PageDown':
      return bounded(frame - 10);
    case 'PageUp':
      return bounded(frame + 10);
    case 'Home':
      return 0;
    case 'End':
      return Math.max(0, last);
    default:
      return undefined;
  }
}
