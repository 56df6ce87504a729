/**
 * An 8-bit picture: RGB, height x width x channel, sRGB full range, no padding.
 * `data.length === width * height * 3`. Pixel (0,0) is top left and its centre is at (0.5, 0.5).
 */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One float a pixel, row by row; the range is stated where it is made. */
export interface FloatPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A decoded video frame. `index` counts from the first frame of the clip (or of the trimmed range). */
export interface VideoFrame {
  readonly index: number;
  /** Presentation time from the start of the source, microseconds. */
  readonly timestampMicros: number;
  readonly image: RgbImage;
}

/** Axis-aligned box in pixels of the frame: x right, y down, edges not centres. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function createRgbImage(width: number, height: number): RgbImage {
  return { width, height, data: new Uint8Array(width * height * 3) };
}
