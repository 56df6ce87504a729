import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { drawShare } from './drawn-share';

export interface SteadyPictureProps {
  /** Pixels of the drawing to one of the screen's while things move. */
  readonly moving: number;
  /** The same once they rest, and the canvas's own ratio; more than the screen has smooths edges. */
  readonly resting: number;
}

/**
 * Without a new picture for this long, milliseconds, the view rests; where pictures themselves take long, for the time
 * of three of them, or a slow machine would be given fine pictures in mid-movement.
 */
const settling = { least: 220, most: 2000, pictures: 3 } as const;

/** Draws coarsely while the view moves and finely once it rests: for graphics without hardware behind them. */
export function SteadyPicture({ moving, resting }: SteadyPictureProps) {
  const invalidate = useThree((state) => state.invalidate);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settled = useRef(false);
  const pace = useRef({ last: 0, interval: 0 });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  // Set within the frame, before it is drawn: setting a size clears the canvas. Set past React's store, whose every
  // change would ask for another picture, and so on for ever.
  useFrame(({ gl }) => {
    if (gl.getPixelRatio() !== resting) gl.setPixelRatio(resting);
    drawShare(gl, settled.current ? 1 : moving / resting);
    gl.domElement.dataset.rest = String(settled.current);
    clearTimeout(timer.current);
    if (settled.current) {
      settled.current = false;
      pace.current.last = 0;
      return;
    }
    const now = performance.now();
    const { last, interval } = pace.current;
    // A pause is no pace.
    if (last > 0 && now - last < settling.most) pace.current.interval = Math.max(now - last, interval * 0.7);
    pace.current.last = now;
    timer.current = setTimeout(
      () => {
        settled.current = true;
        invalidate();
      },
      Math.min(settling.most, Math.max(settling.least, settling.pictures * pace.current.interval)),
    );
  }, -3);
  return null;
}
