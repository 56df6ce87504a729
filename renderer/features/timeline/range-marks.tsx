import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useTimelineStrings } from './strings';
import { frameOfX, xOfEdge } from './time-scale';
import { useTimeline } from './timeline-store';
import { useTrack } from './track-context';
import { clipRange, type ClipRange } from './use-range';

/** What lies outside the chosen part is veiled; its two ends can be dragged and moved by keys. */
export function RangeMarks(props: {
  readonly media: MediaItem;
  readonly change: (range: ClipRange) => void;
}) {
  const { media, change } = props;
  const strings = useTimelineStrings();
  const { view, width, frameCount, placeOf } = useTrack();
  const root = useRef<HTMLDivElement>(null);
  /** While a handle is dragged: the engine hears of it when it is let go. */
  const [draft, setDraft] = useState<ClipRange>();
  // Followed so that what was just asked for is drawn at once.
  useTimeline((timeline) => timeline.pendingRange);
  const range = draft ?? clipRange(media, frameCount);
  const left = Math.max(0, xOfEdge(range.first, view, width));
  const right = Math.min(width, xOfEdge(range.end, view, width));

  const moved = (which: 'first' | 'end', frame: number): ClipRange =>
    which === 'first'
      ? { first: Math.min(Math.max(0, frame), range.end - 1), end: range.end }
      : { first: range.first, end: Math.min(Math.max(range.first + 1, frame), frameCount) };

  const handle = (which: 'first' | 'end') => ({
    role: 'slider',
    tabIndex: 0,
    'aria-valuemin': 0,
    'aria-valuemax': frameCount,
    'aria-valuenow': range[which],
    'aria-valuetext': placeOf(range[which]),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDraft(range);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const box = root.current?.getBoundingClientRect();
      if (draft === undefined || box === undefined) return;
      const frame = frameOfX(event.clientX - box.left, view, width, frameCount);
      setDraft(moved(which, which === 'end' ? frame + 1 : frame));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      if (draft) change(draft);
      setDraft(undefined);
    },
    onPointerCancel: () => setDraft(undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const by = stepOfKey(event.key, event.shiftKey ? 10 : 1, frameCount);
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      change(moved(which, range[which] + by));
    },
  });

  const isVisible = (frame: number) => frame >= view.start && frame <= view.start + view.frames;
  return (
    <div ref={root} className="tl-range">
      <div className="tl-veil" style={{ left: 0, width: Math.max(0, left) }} />
      <div className="tl-veil" style={{ left: right, width: Math.max(0, width - right) }} />
      {isVisible(range.first) && (
        <div
          className="tl-range-end in"
          aria-label={strings.inPoint}
          title={strings.inPoint}
          style={{ left }}
          {...handle('first')}
        />
      )}
      {isVisible(range.end) && (
        <div
          className="tl-range-end out"
          aria-label={strings.outPoint}
          title={strings.outPoint}
          style={{ left: right }}
          {...handle('end')}
        />
      )}
    </div>
  );
}

/** How far a key moves an end, frames; Home and End as far as it goes. */
function stepOfKey(key: string, step: number, frameCount: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step;
    case 'ArrowRight':
    case 'ArrowUp':
      return step;
    case 'PageDown':
      return -10;
    case 'PageUp':
      return 10;
    case 'Home':
      return -frameCount;
    case 'End':
      return frameCount;
    default:
      return undefined;
  }
}
