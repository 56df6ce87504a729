import { useEffect, useState } from 'react';
import { usePlayback } from '../../store/playback';
import { clampView, frameOfX, zoomAround } from './time-scale';
import { useTimeline } from './timeline-store';

/** Keeps the timeline's view with the selected clip. */
export function useShownClip(clip: string | undefined, frameCount: number): void {
  useEffect(() => useTimeline.getState().showClip(clip, Math.max(1, frameCount)), [clip, frameCount]);
}

/** Width of the lanes, CSS pixels. */
export function useTrackWidth(lanes: HTMLElement | null): number {
  const [width, setWidth] = useState(1);
  useEffect(() => {
    if (lanes === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(1, lanes.clientWidth)));
    observer.observe(lanes);
    return () => observer.disconnect();
  }, [lanes]);
  return width;
}

/** Scrubbing by dragging; wheel with Ctrl zooms, sideways or with Shift it scrolls. */
export function useTrackGestures(lanes: HTMLElement | null, frameCount: number): void {
  useEffect(() => {
    if (lanes === null) return;
    let isScrubbing = false;
    const seek = (event: PointerEvent) => {
      const x = event.clientX - lanes.getBoundingClientRect().left;
      const { view } = useTimeline.getState();
      usePlayback.getState().seek(frameOfX(x, view, lanes.clientWidth, frameCount));
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      isScrubbing = true;
      lanes.setPointerCapture(event.pointerId);
      usePlayback.getState().pause();
      seek(event);
    };
    const onMove = (event: PointerEvent) => isScrubbing && seek(event);
    const onUp = () => (isScrubbing = false);
    const onWheel = (event: WheelEvent) => {
      const { view, setView } = useTimeline.getState();
      const lines = event.deltaMode === 1 ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - lanes.getBoundingClientRect().left;
        const frame = view.start + (x / lanes.clientWidth) * view.frames;
        setView(zoomAround(view, frame, Math.exp(-event.deltaY * lines * 0.003), frameCount));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        const by =
          ((event.shiftKey ? event.deltaY + event.deltaX : event.deltaX) * lines * view.frames) /
          lanes.clientWidth;
        setView(clampView({ start: view.start + by, frames: view.frames }, frameCount));
      }
    };
    lanes.addEventListener('pointerdown', onDown);
    lanes.addEventListener('pointermove', onMove);
    lanes.addEventListener('pointerup', onUp);
    lanes.addEventListener('pointercancel', onUp);
    lanes.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      lanes.removeEventListener('pointerdown', onDown);
      lanes.removeEventListener('pointermove', onMove);
      lanes.removeEventListener('pointerup', onUp);
      lanes.removeEventListener('pointercancel', onUp);
      lanes.removeEventListener('wheel', onWheel);
    };
  }, [lanes, frameCount]);
}
