import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTimelineStrings } from './strings';
import { useTimeline } from './timeline-store';
import { useTrack } from './track-context';

/** Which part of the clip is in view; drag or arrow keys move it. Gone while all is in view. */
export function OverviewBar() {
  const strings = useTimelineStrings();
  const { view, frameCount, placeOf } = useTrack();
  const grabbed = useRef<{ x: number; start: number } | undefined>(undefined);
  if (view.frames >= frameCount) return null;
  const scrollTo = (start: number) => useTimeline.getState().setView({ start, frames: view.frames });
  const onMove = (event: PointerEvent<HTMLElement>) => {
    const track = event.currentTarget.parentElement;
    if (grabbed.current === undefined || track === null) return;
    const by = ((event.clientX - grabbed.current.x) / track.clientWidth) * frameCount;
    scrollTo(grabbed.current.start + by);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -0.25 : event.key === 'ArrowRight' ? 0.25 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    scrollTo(view.start + by * view.frames);
  };
  return (
    <div className="tl-overview">
      <div
        className="tl-overview-thumb"
        role="scrollbar"
        tabIndex={0}
        aria-label={strings.scroll}
        aria-orientation="horizontal"
        aria-controls="tl-lanes"
        aria-valuemin={0}
        aria-valuemax={frameCount}
        aria-valuenow={Math.round(view.start)}
        aria-valuetext={placeOf(Math.round(view.start))}
        style={{ left: `${(view.start / frameCount) * 100}%`, width: `${(view.frames / frameCount) * 100}%` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          grabbed.current = { x: event.clientX, start: view.start };
        }}
        onPointerMove={onMove}
        onPointerUp={() => (grabbed.current = undefined)}
        onPointerCancel={() => (grabbed.current = undefined)}
        onKeyDown={onKey}
      />
    </div>
  );
}
