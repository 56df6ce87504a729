import { usePlayback } from '../../store/playback';

/**
 * The playhead for what is written outside React's state: told the frame at once and after each change.
 * @returns its unsubscribe
 */
export function followPlayhead(listener: (frame: number) => void): () => void {
  listener(usePlayback.getState().frame);
  return usePlayback.subscribe((now, before) => {
    if (now.frame !== before.frame) listener(now.frame);
  });
}
