import { useEffect } from 'react';
import { useCompareView } from './compare-store';
import type { Stage } from './stage';
import { marginOf, paneAt, type StagePane } from './stage-layout';
import { fitView, panBy, zoomTo } from './view-transform';

/** A press that moves less than this many CSS pixels is a click. */
const clickReach = 4;

/** Pan by dragging, zoom by wheel, pinch and double-click. `onClick` gets a place of the canvas, device pixels. */
export function useStageGestures(
  element: HTMLElement | null,
  stage: Stage | undefined,
  onClick: (x: number, y: number) => void,
): void {
  useEffect(() => {
    if (element === null || stage === undefined) return;
    const pressed = new Map<number, { x: number; y: number }>();
    let travelled = 0;
    const at = (event: MouseEvent) => {
      const box = element.getBoundingClientRect();
      const { pixelRatio } = stage.layout;
      return { x: (event.clientX - box.left) * pixelRatio, y: (event.clientY - box.top) * pixelRatio };
    };
    const zoomAt = (x: number, y: number, factor: number, absolute?: number) => {
      const pane = paneAt(stage.layout, x, y) ?? stage.layout.panes[0];
      zoomPane(stage, pane, x, y, absolute ?? stage.layout.zoom * factor);
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { x, y } = at(event);
      const scale = event.deltaMode === 1 ? 16 : 1;
      if (event.shiftKey && !event.ctrlKey) {
        panStage(stage, -(event.deltaX + event.deltaY) * scale, 0);
      } else {
        // A pinch on a touchpad arrives as a wheel with Ctrl, in small steps.
        zoomAt(x, y, Math.exp(-event.deltaY * scale * (event.ctrlKey ? 0.01 : 0.0018)));
      }
    };
    const onDown = (event: PointerEvent) => {
      if (event.button > 1) return;
      element.setPointerCapture(event.pointerId);
      pressed.set(event.pointerId, at(event));
      travelled = 0;
    };
    const onMove = (event: PointerEvent) => {
      const to = at(event);
      const from = pressed.get(event.pointerId);
      if (event.pointerType === 'mouse' || from === undefined) stage.setPointer(to);
      if (from === undefined) return;
      travelled += Math.hypot(to.x - from.x, to.y - from.y);
      const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
      pressed.set(event.pointerId, to);
      if (other === undefined) return panStage(stage, to.x - from.x, to.y - from.y);
      const before = Math.hypot(from.x - other.x, from.y - other.y);
      const after = Math.hypot(to.x - other.x, to.y - other.y);
      panStage(stage, (to.x - from.x) / 2, (to.y - from.y) / 2);
      if (before > 8) zoomAt((to.x + other.x) / 2, (to.y + other.y) / 2, after / before);
    };
    const onUp = (event: PointerEvent) => {
      const from = pressed.get(event.pointerId);
      pressed.delete(event.pointerId);
      const isClick = travelled < clickReach * stage.layout.pixelRatio;
      if (from && isClick && event.type === 'pointerup') onClick(from.x, from.y);
    };
    // A press is for the picture: it takes no focus, so that the next key does not draw a ring around the whole stage.
    const onMouseDown = (event: MouseEvent) => {
      event.preventDefault();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    };
    const onLeave = () => stage.setPointer(undefined);
    // Who came by keyboard has no pointer: the lens and the read-out look at the middle, and panning moves the picture.
    const onFocus = () => {
      if (!element.matches(':focus-visible')) return;
      const { left, top, width, height } = stage.layout.panes[0].clip;
      stage.setPointer({ x: left + width / 2, y: top + height / 2 });
    };
    const onDouble = (event: MouseEvent) => {
      const { x, y } = at(event);
      const isFit = useCompareView.getState().view.zoom === 'fit';
      if (isFit) zoomAt(x, y, 1, stage.layout.zoom >= 1 ? 2 : 1);
      else useCompareView.getState().set({ view: fitView });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('mousedown', onMouseDown);
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('focus', onFocus);
    element.addEventListener('blur', onLeave);
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('mousedown', onMouseDown);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('focus', onFocus);
      element.removeEventListener('blur', onLeave);
      element.removeEventListener('dblclick', onDouble);
    };
  }, [element, stage, onClick]);
}

function zoomPane(stage: Stage, pane: StagePane, x: number, y: number, zoom: number): void {
  const { view, set } = useCompareView.getState();
  const { output, pixelRatio } = stage.layout;
  const { clip } = pane;
  set({ view: zoomTo(view, zoom, x - clip.left, y - clip.top, clip, output, marginOf(pixelRatio)) });
}

/** Moves the picture by device pixels. */
export function panStage(stage: Stage, dx: number, dy: number): void {
  const { view, set } = useCompareView.getState();
  const { output, pixelRatio, panes } = stage.layout;
  set({ view: panBy(view, dx, dy, panes[0].clip, output, marginOf(pixelRatio)) });
}

/** Zooms around the pane's middle, to a factor of the present zoom or to an absolute one. */
export function zoomStage(stage: Stage, change: { factor: number } | { to: number | 'fit' }): void {
  if ('to' in change && change.to === 'fit') return useCompareView.getState().set({ view: fitView });
  const [pane] = stage.layout.panes;
  const { clip } = pane;
  const zoom = 'factor' in change ? stage.layout.zoom * change.factor : (change.to as number);
  zoomPane(stage, pane, clip.left + clip.width / 2, clip.top + clip.height / 2, zoom);
}
