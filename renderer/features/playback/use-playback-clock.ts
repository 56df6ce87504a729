import { useEffect } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { frameCountOf, frameRateOf, usePlayback } from '../../store/playback';
import { useSelectedMedia } from '../../store/selection';
import { frameAt, playRange, type PlayAnchor } from './clock';

/** Each mounted panel that plays wants the clock; one runs it. */
let owners = 0;
let stopClock: (() => void) | undefined;
let media: MediaItem | undefined;

/** Moves the playhead while the clip plays, for as long as any panel that uses this is mounted. */
export function usePlaybackClock(): void {
  const selected = useSelectedMedia();
  useEffect(() => {
    const before = media;
    media = selected;
    if (before !== undefined && before.id !== selected?.id) usePlayback.getState().pause();
    const last = Math.max(0, frameCountOf(selected) - 1);
    if (usePlayback.getState().frame > last) usePlayback.getState().seek(last);
  }, [selected]);
  useEffect(() => {
    owners += 1;
    stopClock ??= startClock();
    return () => {
      owners -= 1;
      if (owners > 0) return;
      stopClock?.();
      stopClock = undefined;
    };
  }, []);
}

function startClock(): () => void {
  let handle = 0;
  let running = false;
  let anchor: PlayAnchor = { frame: 0, atSeconds: 0 };
  let anchoredRate = 1;
  /** What this clock last put into the store: anything else there is the user's and moves the anchor. */
  let put = -1;

  const tick = (milliseconds: number) => {
    const playback = usePlayback.getState();
    const { frame, playing, rate, loop } = playback;
    const frameCount = frameCountOf(media);
    if (!playing || frameCount < 2) {
      running = false;
      return playing ? playback.pause() : undefined;
    }
    const now = milliseconds / 1000;
    if (frame !== put || rate !== anchoredRate) {
      const range = playRange(frameCount, media?.inFrame, media?.outFrame, frame);
      const startsOver = rate > 0 ? frame >= range.end - 1 : frame <= range.first;
      const start = !startsOver || put >= 0 ? frame : rate > 0 ? range.first : range.end - 1;
      anchor = { frame: start, atSeconds: now };
      anchoredRate = rate;
      put = start;
      if (start !== frame) playback.seek(start);
    } else {
      const range = playRange(frameCount, media?.inFrame, media?.outFrame, frame);
      const pace = { framesPerSecond: frameRateOf(media), rate, range, loop };
      const due = frameAt(anchor, now, pace);
      put = due.frame;
      if (due.frame !== frame) playback.seek(due.frame);
      if (due.ended) {
        running = false;
        return playback.pause();
      }
    }
    handle = requestAnimationFrame(tick);
  };
  const begin = () => {
    if (running || !usePlayback.getState().playing) return;
    running = true;
    put = -1;
    handle = requestAnimationFrame(tick);
  };
  const unsubscribe = usePlayback.subscribe(begin);
  begin();
  return () => {
    unsubscribe();
    cancelAnimationFrame(handle);
  };
}
