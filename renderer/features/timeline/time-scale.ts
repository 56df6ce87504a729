/** The part of a clip that the timeline shows: `frames` frames from `start` on (both may be fractions). */
export interface TimeView {
  readonly start: number;
  readonly frames: number;
}

/** Frames seen at the closest zoom. */
const fewestFrames = 12;

export function wholeClip(frameCount: number): TimeView {
  return { start: 0, frames: Math.max(1, frameCount) };
}

/** Keeps a view inside the clip. */
export function clampView({ start, frames }: TimeView, frameCount: number): TimeView {
  const most = Math.max(1, frameCount);
  const length = Math.min(most, Math.max(Math.min(fewestFrames, most), frames));
  return { start: Math.min(Math.max(0, start), most - length), frames: length };
}

/** Where a frame's middle stands, pixels from the track's left. */
export function xOfFrame(frame: number, view: TimeView, width: number): number {
  return ((frame + 0.5 - view.start) / view.frames) * width;
}

/** Where a frame begins. */
export function xOfEdge(frame: number, view: TimeView, width: number): number {
  return ((frame - view.start) / view.frames) * width;
}

/** The frame under a place of the track; stays in the clip. */
export function frameOfX(x: number, view: TimeView, width: number, frameCount: number): number {
  const frame = Math.floor(view.start + (x / Math.max(1, width)) * view.frames);
  return Math.min(Math.max(0, frame), Math.max(0, frameCount - 1));
}

/** Zooms by a factor (above 1: closer) while `frame` stays where it is. */
export function zoomAround(view: TimeView, frame: number, factor: number, frameCount: number): TimeView {
  const frames = clampView({ start: 0, frames: view.frames / factor }, frameCount).frames;
  const share = (frame - view.start) / view.frames;
  return clampView({ start: frame - share * frames, frames }, frameCount);
}

/** 0 (whole clip) to 100 (closest), in equal steps of magnification. */
export function zoomPercent(view: TimeView, frameCount: number): number {
  const range = Math.log(Math.max(1, frameCount) / Math.min(fewestFrames, Math.max(1, frameCount)));
  return range === 0 ? 0 : Math.round((100 * Math.log(Math.max(1, frameCount) / view.frames)) / range);
}

export function framesAtPercent(percent: number, frameCount: number): number {
  const most = Math.max(1, frameCount);
  return most / (most / Math.min(fewestFrames, most)) ** (percent / 100);
}

/** Turns to the page with the playhead where it has left the view. */
export function followPlayhead(view: TimeView, frame: number, frameCount: number): TimeView {
  if (frame >= view.start && frame < view.start + view.frames) return view;
  return clampView({ start: frame, frames: view.frames }, frameCount);
}

export interface Tick {
  readonly frame: number;
  readonly isLabelled: boolean;
}

/** Ticks of the ruler at round times, at least `spacing` pixels between labels. */
export function rulerTicks(
  view: TimeView,
  width: number,
  framesPerSecond: number,
  spacing: number,
): { readonly step: number; readonly ticks: readonly Tick[] } {
  const base = Math.max(1, Math.round(framesPerSecond));
  const pixelsPerFrame = width / view.frames;
  const seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000].map(
    (step) => step * base,
  );
  const frames = [1, 2, 5, 10].filter((step) => step < base);
  const step =
    [...frames, ...seconds].find((candidate) => candidate * pixelsPerFrame >= spacing) ??
    seconds[seconds.length - 1];
  const minor = step % 2 === 0 ? step / 2 : step;
  const ticks: Tick[] = [];
  const first = Math.floor(view.start / minor) * minor;
  for (let frame = first; frame <= view.start + view.frames; frame += minor) {
    ticks.push({ frame, isLabelled: frame % step === 0 });
  }
  return { step, ticks };
}

export interface StripTile {
  /** Position in the row of all tiles of this zoom: stays with a tile while the view scrolls. */
  readonly index: number;
  readonly left: number;
  /** Frame whose thumbnail it shows. */
  readonly frame: number;
}

/**
 * Thumbnails that cover the view. Their frames lie on a grid of powers of two, so that zooming a little asks for mostly the
 * same pictures.
 */
export function stripTiles(
  view: TimeView,
  width: number,
  tileWidth: number,
  frameCount: number,
): StripTile[] {
  const framesATile = (view.frames * tileWidth) / Math.max(1, width);
  const grid = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, framesATile))));
  const tiles: StripTile[] = [];
  const first = Math.floor(view.start / framesATile);
  for (let index = first; index * framesATile < Math.min(frameCount, view.start + view.frames); index++) {
    const frame = Math.round((index * framesATile) / grid) * grid;
    tiles.push({
      index,
      left: xOfEdge(index * framesATile, view, width),
      frame: Math.min(frameCount - 1, Math.max(0, frame)),
    });
  }
  return tiles;
}
