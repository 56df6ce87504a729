import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';

/** Follows the loss of the graphics card's memory and asks for a new picture when it is back; three restores the rest. */
export function useReportedLoss(report?: (lost: boolean) => void): void {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const canvas = gl.domElement;
    const lost = (event: Event): void => {
      event.preventDefault(); // or it would never come back
      report?.(true);
    };
    const restored = (): void => {
      report?.(false);
      invalidate();
    };
    // It may have gone while the room was left.
    if (gl.getContext().isContextLost()) report?.(true);
    canvas.addEventListener('webglcontextlost', lost);
    canvas.addEventListener('webglcontextrestored', restored);
    return () => {
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
    };
  }, [gl, invalidate, report]);
}
