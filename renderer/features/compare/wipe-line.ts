import type { Rect } from './view-transform';

/** The divider: through a place of the picture, turned. Before lies on the side towards which the normal does not point. */
export interface Wipe {
  /** 0..1 of the picture. */
  readonly x: number;
  readonly y: number;
  /** 0 is upright with before on the left; positive turns clockwise. -PI..PI. */
  readonly angleRadians: number;
}

export const startWipe: Wipe = { x: 0.5, y: 0.5, angleRadians: 0 };

/** The line as n.p = distance in the pane's pixels; after is where n.p is larger. */
export function wipeLine(wipe: Wipe, rect: Rect): { nx: number; ny: number; distance: number } {
  const nx = Math.cos(wipe.angleRadians);
  const ny = Math.sin(wipe.angleRadians);
  const x = rect.left + wipe.x * rect.width;
  const y = rect.top + wipe.y * rect.height;
  return { nx, ny, distance: nx * x + ny * y };
}

/** The divider put through a place of the pane; it stays on the picture. */
export function moveWipe(wipe: Wipe, xInPane: number, yInPane: number, rect: Rect): Wipe {
  return {
    ...wipe,
    x: clampShare((xInPane - rect.left) / rect.width),
    y: clampShare((yInPane - rect.top) / rect.height),
  };
}

/** Moved along its normal by a share of the picture, as arrow keys do. */
export function pushWipe(wipe: Wipe, share: number): Wipe {
  return {
    ...wipe,
    x: clampShare(wipe.x + Math.cos(wipe.angleRadians) * share),
    y: clampShare(wipe.y + Math.sin(wipe.angleRadians) * share),
  };
}

/** Turned so that the line, from its place on, runs through a place of the pane; multiples of 15 degrees catch. */
export function turnWipe(wipe: Wipe, xInPane: number, yInPane: number, rect: Rect, snaps: boolean): Wipe {
  const dx = xInPane - (rect.left + wipe.x * rect.width);
  const dy = yInPane - (rect.top + wipe.y * rect.height);
  if (Math.hypot(dx, dy) < 4) return wipe;
  // The turning handle stands above the knob: straight up is an angle of 0.
  const angle = Math.atan2(dx, -dy);
  const step = Math.PI / 12;
  return { ...wipe, angleRadians: wrapAngle(snaps ? Math.round(angle / step) * step : angle) };
}

export function wrapAngle(angleRadians: number): number {
  const turn = 2 * Math.PI;
  return angleRadians - turn * Math.floor((angleRadians + Math.PI) / turn);
}

/** 0..100: how far the divider has gone from the before side to the after side, for read-outs. */
export function wipePercent({ x, y, angleRadians }: Wipe): number {
  const nx = Math.cos(angleRadians);
  const ny = Math.sin(angleRadians);
  const reach = Math.abs(nx) + Math.abs(ny);
  return Math.round(clampShare(0.5 + (nx * (x - 0.5) + ny * (y - 0.5)) / reach) * 100);
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
