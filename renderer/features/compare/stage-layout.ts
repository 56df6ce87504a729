import type { CompareView } from './compare-store';
import type { Colour, Pane } from './gl/picture-painter';
import { fitZoom, nearestAbove, pictureRect, zoomOf, type Rect, type Size } from './view-transform';
import { wipeLine } from './wipe-line';

/** Where everything lies in the canvas; device pixels, y down. */
export interface StageLayout {
  readonly canvas: Size;
  readonly pixelRatio: number;
  /** Size of the enhanced picture: what 100 % refers to. */
  readonly output: Size;
  readonly zoom: number;
  readonly panes: readonly StagePane[];
}

export interface StagePane {
  readonly clip: Rect;
  /** May reach beyond `clip`. */
  readonly picture: Rect;
  readonly shows: 'before' | 'after' | 'both';
}

/** Room around a picture that fits, CSS pixels. */
const margin = 16;
const gap = 2;

export function marginOf(pixelRatio: number): number {
  return Math.round(margin * pixelRatio);
}

/** One pane, or two beside or above each other, whichever shows more of the picture. */
export function splitStage(canvas: Size, output: Size, isSplit: boolean, pixelRatio: number): Rect[] {
  if (!isSplit) return [{ left: 0, top: 0, width: canvas.width, height: canvas.height }];
  const half = (length: number) => Math.max(1, Math.floor((length - gap) / 2));
  const beside = { width: half(canvas.width), height: canvas.height };
  const above = { width: canvas.width, height: half(canvas.height) };
  const edge = marginOf(pixelRatio);
  // Beside each other is easier to compare: the other way must be worth it.
  const isAbove = fitZoom(above, output, edge) > 1.15 * fitZoom(beside, output, edge);
  const size = isAbove ? above : beside;
  return [
    { left: 0, top: 0, ...size },
    isAbove
      ? { left: 0, top: canvas.height - size.height, ...size }
      : { left: canvas.width - size.width, top: 0, ...size },
  ];
}

export function layOutStage(
  { mode, view, blinkShows }: Pick<CompareView, 'mode' | 'view' | 'blinkShows'>,
  canvas: Size,
  output: Size,
  pixelRatio: number,
): StageLayout {
  const clips = splitStage(canvas, output, mode === 'side', pixelRatio);
  const edge = marginOf(pixelRatio);
  const panes = clips.map((clip, index): StagePane => {
    const inPane = pictureRect(view, clip, output, edge);
    const picture = { ...inPane, left: inPane.left + clip.left, top: inPane.top + clip.top };
    return { clip, picture, shows: shownIn(mode, blinkShows, index) };
  });
  return { canvas, pixelRatio, output, zoom: zoomOf(view, clips[0], output, edge), panes };
}

function shownIn(
  mode: CompareView['mode'],
  blinkShows: 'before' | 'after',
  index: number,
): StagePane['shows'] {
  if (mode === 'wipe' || mode === 'difference') return 'both';
  if (mode === 'blink') return blinkShows;
  if (mode === 'side') return index === 0 ? 'before' : 'after';
  return mode;
}

/** What the painter draws for a layout. */
export function panesToPaint(
  { mode, wipe, gain }: Pick<CompareView, 'mode' | 'wipe' | 'gain'>,
  layout: StageLayout,
  hasAfter: boolean,
  background: Colour,
): Pane[] {
  return layout.panes.map(({ clip, picture, shows }) => ({
    clip,
    picture,
    // A difference to nothing would look like "no difference".
    show: shows !== 'both' ? shows : mode === 'wipe' ? 'wipe' : hasAfter ? ('difference' as const) : 'before',
    nearest: layout.zoom >= nearestAbove,
    line: wipeLine(wipe, picture),
    gain,
    hasLayers: mode !== 'difference',
    background,
  }));
}

export interface LensLayout {
  readonly before: Rect;
  readonly after: Rect;
  /** Device pixels a pixel of the output. */
  readonly zoom: number;
}

/** The magnifier beside the pointer: before on the left, after on the right; inside the canvas wherever the pointer is. */
export function layOutLens(layout: StageLayout, x: number, y: number): LensLayout {
  const side = Math.round(Math.min(120 * layout.pixelRatio, layout.canvas.width / 3));
  const away = Math.round(24 * layout.pixelRatio);
  const width = 2 * side + 1;
  const left = x + away + width > layout.canvas.width ? x - away - width : x + away;
  const top = y + away + side > layout.canvas.height ? y - away - side : y + away;
  const at = (value: number, most: number) => Math.round(Math.max(0, Math.min(value, most)));
  const rect = {
    left: at(left, layout.canvas.width - width),
    top: at(top, layout.canvas.height - side),
    width: side,
    height: side,
  };
  return {
    before: rect,
    after: { ...rect, left: rect.left + side + 1 },
    zoom: Math.min(48, Math.max(4, layout.zoom * 4)),
  };
}

/** The panes of the lens: the place (shares of the picture) in the middle of each. */
export function lensPanes(lens: LensLayout, place: Place, output: Size, background: Colour): Pane[] {
  return (['before', 'after'] as const).map((side) => {
    const clip = lens[side];
    const width = output.width * lens.zoom;
    const height = output.height * lens.zoom;
    return {
      clip,
      picture: {
        left: clip.left + clip.width / 2 - place.x * width,
        top: clip.top + clip.height / 2 - place.y * height,
        width,
        height,
      },
      show: side,
      nearest: true,
      hasLayers: false,
      background,
    };
  });
}

/** A place of the picture, 0..1 inside it. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The pane under a place of the canvas. */
export function paneAt(layout: StageLayout, x: number, y: number): StagePane | undefined {
  return layout.panes.find(
    ({ clip }) => x >= clip.left && y >= clip.top && x < clip.left + clip.width && y < clip.top + clip.height,
  );
}

export function placeIn({ picture }: StagePane, x: number, y: number): Place {
  return { x: (x - picture.left) / picture.width, y: (y - picture.top) / picture.height };
}
