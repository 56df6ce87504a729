import { useMemo } from 'react';
import { usePlayback } from '../../store/playback';
import { worstFrames, type WorstFrame } from './curve-analysis';
import type { PersonCurves, QualityState } from './use-tables';

export interface Worst {
  /** Worst first. */
  readonly frames: readonly WorstFrame[];
  readonly format: (value: number) => string;
}

/** Where the result is least like the person, or before there is one, where the face fits worst. */
export function useWorst(
  quality: QualityState,
  curves: readonly PersonCurves[],
  frameCount: number,
  framesPerSecond: number,
): Worst {
  const identity = quality.state === 'ready' ? quality : undefined;
  return useMemo(() => {
    if (frameCount < 2) return { frames: [], format: String }; // A photo has no other frame to go to.
    const values = identity?.curve('identity');
    if (values && values.length > 0) {
      const frames = worstFrames([values], -1, frameCount, framesPerSecond, 5);
      return { frames, format: (value: number) => value.toFixed(2) };
    }
    const errors = curves.map((person) => person.curve('reprojectionError'));
    const frames = worstFrames(errors, 1, frameCount, framesPerSecond, 5);
    return { frames, format: (value: number) => `${(value * 100).toFixed(1)} %` };
  }, [identity, curves, frameCount, framesPerSecond]);
}

/** Goes to the worst frame; from there on to the next worst, round and round. */
export function seekWorst({ frames }: Worst, step: 1 | -1): void {
  if (frames.length === 0) return;
  const playback = usePlayback.getState();
  const here = frames.findIndex((worst) => worst.frame === playback.frame);
  const next = here < 0 ? 0 : (here + step + frames.length) % frames.length;
  playback.pause();
  playback.seek(frames[next].frame);
}
