import type { FrameFeed } from '../playback/frame-feed';
import type { Picture } from '../playback/picture';
import { useCompareView } from './compare-store';
import { parseColour, tokenColour } from './css-colour';
import type { FrameMesh } from './gl/mesh-layer';
import type { Colour } from './gl/picture-painter';
import {
  layOutLens,
  layOutStage,
  lensPanes,
  paneAt,
  panesToPaint,
  placeIn,
  type LensLayout,
  type StageLayout,
} from './stage-layout';
import { stageSurface, type MeshTopology, type StageSurface } from './stage-surface';
import type { Size } from './view-transform';

/**
 * The pictures on the canvas. Lives outside React: whatever changes (a frame, the divider, the zoom) asks for one
 * repaint at the next animation frame, and those who draw over the picture are told where it lies.
 */
export class Stage {
  layout: StageLayout;
  /** Where the pointer is, device pixels of the canvas. */
  pointer: { readonly x: number; readonly y: number } | undefined;
  lens: LensLayout | undefined;
  private readonly surface: StageSurface;
  private frame: Size = { width: 16, height: 9 };
  private output: Size = { width: 16, height: 9 };
  private meshes: readonly FrameMesh[] = [];
  private mask: Picture | undefined;
  private uploaded: { before?: Picture; after?: Picture; mask?: Picture } = {};
  private colours: { stage: Colour; mask: Colour } = { stage: [0, 0, 0], mask: [0, 1, 1] };
  private knowsColours = false;
  private request = 0;
  private readonly listeners = new Set<(stage: Stage) => void>();
  private readonly ends: (() => void)[];

  /** @param place where the canvas is put. Throws where the browser has no WebGL 2. */
  constructor(
    place: HTMLElement,
    readonly feed: FrameFeed,
  ) {
    this.surface = stageSurface();
    const { canvas } = this.surface;
    this.layout = layOutStage(useCompareView.getState(), { width: 1, height: 1 }, this.output, 1);
    this.surface.onChange = () => {
      this.uploaded = {};
      this.invalidate();
    };
    place.append(canvas);
    // Both ask for the page's layout, which is there when the observer is first told; before, asking would force it.
    const resized = new ResizeObserver(() => {
      if (!this.knowsColours) this.readColours();
      this.resize();
    });
    resized.observe(canvas);
    const themed = new MutationObserver(() => this.readColours());
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.ends = [
      useCompareView.subscribe(() => this.invalidate()),
      feed.subscribe(() => this.invalidate()),
      () => resized.disconnect(),
      () => themed.disconnect(),
      () => canvas.remove(),
    ];
  }

  /** Input frame's size and the output's, pixels. */
  setSizes(frame: Size, output: Size): void {
    this.frame = frame;
    this.output = output;
    this.invalidate();
  }

  setMeshes(meshes: readonly FrameMesh[], topology: MeshTopology | undefined): void {
    this.meshes = meshes;
    if (topology !== undefined) this.surface.setTopology(topology);
    this.invalidate();
  }

  setMask(mask: Picture | undefined): void {
    this.mask = mask;
    this.invalidate();
  }

  setPointer(pointer: Stage['pointer']): void {
    this.pointer = pointer;
    this.invalidate();
  }

  /** Called with each repaint, and once at once. Returns its unsubscribe. */
  onPaint(listener: (stage: Stage) => void): () => void {
    this.listeners.add(listener);
    listener(this);
    return () => this.listeners.delete(listener);
  }

  invalidate(): void {
    if (this.request === 0) this.request = requestAnimationFrame(() => this.paint());
  }

  dispose(): void {
    cancelAnimationFrame(this.request);
    this.request = -1;
    this.surface.onChange = undefined;
    for (const end of this.ends) end();
    this.listeners.clear();
  }

  private resize(): void {
    const { canvas } = this.surface;
    // Not to be seen: what it has drawn keeps its size until it is.
    if (canvas.clientWidth === 0 || canvas.clientHeight === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    // Resizing clears the canvas: painting in the same frame avoids a flash.
    this.paint();
  }

  private readColours(): void {
    const { canvas } = this.surface;
    this.knowsColours = true;
    this.colours = {
      stage: parseColour(getComputedStyle(canvas).backgroundColor),
      mask: tokenColour(canvas, '--ac'),
    };
    this.invalidate();
  }

  private paint(): void {
    if (this.request === -1) return;
    cancelAnimationFrame(this.request);
    this.request = 0;
    const view = useCompareView.getState();
    const { colours } = this;
    const { canvas, painter } = this.surface;
    const size = { width: canvas.width, height: canvas.height };
    this.layout = layOutStage(view, size, this.output, window.devicePixelRatio || 1);
    const hasAfter = this.upload();
    const hasPicture = this.feed.getState().before !== undefined;
    const panes = hasPicture ? panesToPaint(view, this.layout, hasAfter, colours.stage) : [];
    this.lens = this.lensUnderPointer(view.lens && hasPicture);
    if (this.lens && this.pointer) {
      const pane = paneAt(this.layout, this.pointer.x, this.pointer.y);
      if (pane) {
        const place = placeIn(pane, this.pointer.x, this.pointer.y);
        panes.push(...lensPanes(this.lens, place, this.output, colours.stage));
      }
    }
    painter?.paint(size, colours.stage, panes, hasAfter, {
      meshes: view.overlays.mesh ? this.meshes : [],
      frame: this.frame,
      showsMask: view.overlays.mask && this.mask !== undefined,
      maskTint: colours.mask,
    });
    // For those who look from outside: which frame is on show.
    canvas.dataset.frame = String(this.feed.getState().frame ?? '');
    canvas.dataset.after = this.feed.getState().afterState;
    canvas.dataset.proxy = String(this.feed.getState().isProxy);
    for (const listener of this.listeners) listener(this);
  }

  private lensUnderPointer(isOn: boolean): LensLayout | undefined {
    if (!isOn || this.pointer === undefined) return undefined;
    const pane = paneAt(this.layout, this.pointer.x, this.pointer.y);
    if (pane === undefined) return undefined;
    const { x, y } = placeIn(pane, this.pointer.x, this.pointer.y);
    if (x < 0 || y < 0 || x >= 1 || y >= 1) return undefined;
    return layOutLens(this.layout, this.pointer.x, this.pointer.y);
  }

  /** Hands new pictures to the graphics card; tells whether there is an enhanced one. */
  private upload(): boolean {
    const { before, after } = this.feed.getState();
    const { painter } = this.surface;
    if (painter === undefined) return after !== undefined;
    if (before && this.uploaded.before !== before && isOpen(before)) {
      painter.setPicture('before', before);
      this.uploaded.before = before;
    }
    if (after && this.uploaded.after !== after && isOpen(after)) {
      painter.setPicture('after', after);
      this.uploaded.after = after;
    }
    if (this.mask && this.uploaded.mask !== this.mask) {
      painter.setMask(this.mask);
      this.uploaded.mask = this.mask;
    }
    return after !== undefined;
  }
}

/** A bitmap that has left the cache is empty; after a lost context there is nothing to upload again. */
function isOpen(picture: Picture): boolean {
  return picture.kind === 'raw' || picture.bitmap.width > 0;
}
