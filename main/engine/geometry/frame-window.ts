import { createRgbImage, type RgbImage } from '../pixels/image';
import { invert, scaleOf } from './similarity';
import type { Similarity } from './types';

export interface FrameWindow {
  readonly image: RgbImage;
  /** Frame pixel of the window's first pixel. */
  readonly left: number;
  readonly top: number;
}

/**
 * Copies the part of a frame that a picture warped from it sees, with a margin for the kernel, so that the copy can go
 * to another thread while the frame's buffer goes back to its owner.
 * @param outFromFrame frame pixels to pixels of the warped picture
 * @param width of the warped picture
 */
export function cutWindow(
  frame: RgbImage,
  outFromFrame: Similarity,
  width: number,
  height: number,
): FrameWindow {
  const frameFromOut = invert(outFromFrame);
  const { a, b, tx, ty } = frameFromOut;
  // Reducing kernels reach four pixels of the warped picture, Lanczos three of the frame.
  const margin = 3 + Math.ceil(4 * scaleOf(frameFromOut));
  const spanX = [0, a * width, -b * height, a * width - b * height];
  const spanY = [0, b * width, a * height, b * width + a * height];
  const left = limit(Math.floor(tx + Math.min(...spanX)) - margin, 0, frame.width - 1);
  const top = limit(Math.floor(ty + Math.min(...spanY)) - margin, 0, frame.height - 1);
  const right = limit(Math.ceil(tx + Math.max(...spanX)) + margin, left + 1, frame.width);
  const bottom = limit(Math.ceil(ty + Math.max(...spanY)) + margin, top + 1, frame.height);
  const image = createRgbImage(right - left, bottom - top);
  const row = image.width * 3;
  for (let y = 0; y < image.height; y++) {
    const from = ((top + y) * frame.width + left) * 3;
    image.data.set(frame.data.subarray(from, from + row), y * row);
  }
  return { image, left, top };
}

function limit(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
