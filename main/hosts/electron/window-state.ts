import { readFileSync } from 'node:fs';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.number().int().exactOptional(),
  y: z.number().int().exactOptional(),
  width: z.number().int().min(400).max(20_000),
  height: z.number().int().min(300).max(20_000),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

const fresh: WindowState = { width: 1440, height: 900, maximized: false, fullScreen: false };
/** What must be seen of a window so that it can be grasped, pixels. */
const graspable = 100;

/** Reads how the window last stood; a screen that is gone since, or a damaged file, gives the usual place. */
export function readWindowState(file: string, workAreas: readonly Rectangle[]): WindowState {
  let read: WindowState;
  try {
    read = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return fresh;
  }
  const { x, y, ...size } = read;
  if (x === undefined || y === undefined) return read;
  const seen = workAreas.some((area) => {
    const width = Math.min(x + read.width, area.x + area.width) - Math.max(x, area.x);
    const height = Math.min(y + read.height, area.y + area.height) - Math.max(y, area.y);
    // The title bar is what it is grasped by.
    return width >= graspable && height >= graspable && y >= area.y - 1;
  });
  return seen ? read : size;
}

/** Writes the window's place soon after each change and when it closes. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    const state: WindowState = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    };
    writeState(file, state);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', save);
}

function writeState(file: string, state: WindowState): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    // A place that is not remembered is no reason to bother anyone.
  }
}
