import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';

export interface Graphics {
  /** This window can draw in 3D. */
  readonly able: boolean;
  /** The processor draws, not a graphics card: every pixel counts. */
  readonly software: boolean;
}

let known: Graphics | undefined;

/** What this window's graphics can do; asked once. */
export function graphics(): Graphics {
  if (known === undefined) {
    const context = document.createElement('canvas').getContext('webgl2');
    const details = context?.getExtension('WEBGL_debug_renderer_info');
    const renderer = details ? String(context?.getParameter(details.UNMASKED_RENDERER_WEBGL)) : '';
    known = {
      able: context !== null,
      software: /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer),
    };
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return known;
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
