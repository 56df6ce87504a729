import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';

let able: boolean | undefined;

/** Whether this window can draw in 3D at all; asked once. */
export function hasWebgl(): boolean {
  if (able === undefined) {
    const context = document.createElement('canvas').getContext('webgl2');
    able = context !== null;
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return able;
}

/** Follows the loss of the graphics card's memory and asks for a new picture when it is back; three restores the rest. */
export function useReportedLoss(report?: (lost: boolean) => void): void {
  const canvas = useThree((state) => state.gl.domElement);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const lost = (event: Event): void => {
      event.preventDefault(); // or it would never come back
      report?.(true);
    };
    const restored = (): void => {
      report?.(false);
      invalidate();
    };
    canvas.addEventListener('webglcontextlost', lost);
    canvas.addEventListener('webglcontextrestored', restored);
    return () => {
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
    };
  }, [canvas, invalidate, report]);
}
