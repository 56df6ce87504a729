import { useEffect, useRef, type RefObject } from 'react';
import type { CanvasSize } from '../../scene/kept-canvas';
import { InspectLayout } from './inspect-layout';

export interface InspectSizesProps {
  /** Told once, when the room is laid out. */
  readonly onSizes: (sizes: { readonly frame: CanvasSize; readonly face: CanvasSize }) => void;
}

/** The room laid out with nothing in it, to learn how large its two canvases will be. To be placed unseen. */
export function InspectSizes({ onSizes }: InspectSizesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const face = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The frame after this one has the panels' own sizes.
    let request = requestAnimationFrame(() => {
      request = requestAnimationFrame(() => {
        const sizes = { frame: sizeOf(frame.current), face: sizeOf(face.current) };
        if (sizes.frame.width > 0 && sizes.face.width > 0) onSizes(sizes);
      });
    });
    return () => cancelAnimationFrame(request);
  }, [onSizes]);
  return (
    <div className="inspect3d">
      <InspectLayout
        parts={{
          frame: <EmptyPane stage={frame} />,
          face: <EmptyPane stage={face} />,
          dock: null,
          pose: null,
          expression: null,
          identity: null,
        }}
      />
    </div>
  );
}

function EmptyPane({ stage }: { readonly stage: RefObject<HTMLDivElement | null> }) {
  return (
    <div className="inspect3d-pane">
      <div className="vbar" />
      <div ref={stage} className="stage" />
    </div>
  );
}

function sizeOf(element: HTMLElement | null): CanvasSize {
  return { width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 };
}
