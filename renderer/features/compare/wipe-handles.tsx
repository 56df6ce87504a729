import { ChevronsLeftRight, RotateCw } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useCompareView } from './compare-store';
import type { Stage } from './stage';
import { useCompareStrings } from './strings';
import { moveWipe, pushWipe, startWipe, turnWipe, wipePercent, wrapAngle, type Wipe } from './wipe-line';

const step = Math.PI / 36;

/**
 * The divider over the picture: the line and its knob move it (with Shift: turn it), the small handle turns it. Both are
 * sliders: arrows move, Page Up and Down turn, Home and End go to the ends.
 */
export function WipeHandles({ stage }: { readonly stage: Stage }) {
  const strings = useCompareStrings();
  const percent = useCompareView(({ wipe }) => wipePercent(wipe));
  const degrees = useCompareView(({ wipe }) => Math.round((wipe.angleRadians * 180) / Math.PI));
  const root = useRef<HTMLDivElement>(null);
  const drag = useRef<'move' | 'turn' | undefined>(undefined);

  useEffect(
    () =>
      stage.onPaint(({ layout }) => {
        if (root.current === null) return;
        const { wipe } = useCompareView.getState();
        const { picture } = layout.panes[0];
        const x = (picture.left + wipe.x * picture.width) / layout.pixelRatio;
        const y = (picture.top + wipe.y * picture.height) / layout.pixelRatio;
        root.current.style.transform = `translate(${x}px, ${y}px) rotate(${wipe.angleRadians}rad)`;
      }),
    [stage],
  );

  const change = (make: (wipe: Wipe) => Wipe) => {
    const { wipe, set } = useCompareView.getState();
    set({ wipe: make(wipe) });
  };
  const press = (what: 'move' | 'turn') => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = what === 'turn' || event.shiftKey ? 'turn' : 'move';
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (drag.current === undefined) return;
    event.stopPropagation();
    const box = root.current?.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const { layout } = stage;
    const x = (event.clientX - box.left) * layout.pixelRatio;
    const y = (event.clientY - box.top) * layout.pixelRatio;
    const rect = layout.panes[0].picture;
    change((wipe) =>
      drag.current === 'turn' ? turnWipe(wipe, x, y, rect, !event.altKey) : moveWipe(wipe, x, y, rect),
    );
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    drag.current = undefined;
  };
  const keys = (event: KeyboardEvent) => {
    const made = wipeByKey(event.key, event.shiftKey ? 0.1 : 0.01);
    if (made === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    change(made);
  };
  const turnKeys = (event: KeyboardEvent) => {
    const sign = ['ArrowRight', 'ArrowUp'].includes(event.key)
      ? 1
      : ['ArrowLeft', 'ArrowDown'].includes(event.key)
        ? -1
        : 0;
    if (sign === 0) return keys(event);
    event.preventDefault();
    event.stopPropagation();
    change((wipe) => ({
      ...wipe,
      angleRadians: wrapAngle(wipe.angleRadians + sign * (event.shiftKey ? 3 : 1) * step),
    }));
  };
  const handlers = { onPointerMove: move, onPointerUp: release, onPointerCancel: release };
  return (
    <div ref={root} className="compare-wipe">
      <div className="compare-wipe-line" onPointerDown={press('move')} {...handlers} />
      <div
        className="compare-wipe-knob"
        role="slider"
        tabIndex={0}
        aria-label={strings.wipePosition}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={strings.wipeValue(percent, degrees)}
        onKeyDown={keys}
        onDoubleClick={() => change(() => startWipe)}
        onPointerDown={press('move')}
        {...handlers}
      >
        <ChevronsLeftRight size={14} strokeWidth={1.75} aria-hidden />
      </div>
      <div
        className="compare-wipe-turn"
        role="slider"
        tabIndex={0}
        aria-label={strings.wipeTurn}
        aria-valuemin={-180}
        aria-valuemax={180}
        aria-valuenow={degrees}
        aria-valuetext={strings.degrees(degrees)}
        onKeyDown={turnKeys}
        onDoubleClick={() => change((wipe) => ({ ...wipe, angleRadians: 0 }))}
        onPointerDown={press('turn')}
        {...handlers}
      >
        <RotateCw size={11} strokeWidth={1.75} aria-hidden />
      </div>
    </div>
  );
}

function wipeByKey(key: string, share: number): ((wipe: Wipe) => Wipe) | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return (wipe) => pushWipe(wipe, -share);
    case 'ArrowRight':
    case 'ArrowDown':
      return (wipe) => pushWipe(wipe, share);
    case 'PageUp':
      return (wipe) => ({ ...wipe, angleRadians: wrapAngle(wipe.angleRadians - step) });
    case 'PageDown':
      return (wipe) => ({ ...wipe, angleRadians: wrapAngle(wipe.angleRadians + step) });
    case 'Home':
      return (wipe) => pushWipe(wipe, -2);
    case 'End':
      return (wipe) => pushWipe(wipe, 2);
    default:
      return undefined;
  }
}
