/** A part of the frame, frame pixels; it may reach past the frame's edges. */
export interface FrameWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The face takes this share of the pane's narrower side. */
const faceShare = 0.74;

/**
 * The window of the frame around a face, in the pane's shape; where the frame is large enough, it does not reach past
 * its edges.
 * @param aspect width over height of the pane
 * @param zoom above 1 comes closer
 */
export function windowAround(
  box: Box,
  frame: { readonly width: number; readonly height: number },
  aspect: number,
  zoom: number,
): FrameWindow {
  const side = Math.max(box.right - box.left, box.bottom - box.top, 1) / faceShare / zoom;
  const width = aspect >= 1 ? side * aspect : side;
  const height = aspect >= 1 ? side : side / aspect;
  return {
    left: within((box.left + box.right) / 2, width, frame.width),
    top: within((box.top + box.bottom) / 2, height, frame.height),
    width,
    height,
  };
}

/** Start of an interval about a middle, moved into 0..whole, or centred on it where it is longer. */
function within(middle: number, length: number, whole: number): number {
  if (length >= whole) return (whole - length) / 2;
  return Math.min(whole - length, Math.max(0, middle - length / 2));
}

/** The window that holds the whole frame. */
export function windowOfFrame(frameWidth: number, frameHeight: number, aspect: number): FrameWindow {
  const width = Math.max(frameWidth, frameHeight * aspect);
  const height = width / aspect;
  return { left: (frameWidth - width) / 2, top: (frameHeight - height) / 2, width, height };
}

/**
 * Edges of the camera's view through a window at the given distance: what `Matrix4.makePerspective` takes.
 * Camera space: x right, y up; frame: x right, y down.
 */
export function frustumOf(
  window: FrameWindow,
  camera: { readonly focalPixels: number; readonly centreX: number; readonly centreY: number },
  near: number,
): { left: number; right: number; top: number; bottom: number } {
  const scale = near / camera.focalPixels;
  return {
    left: (window.left - camera.centreX) * scale,
    right: (window.left + window.width - camera.centreX) * scale,
    top: (camera.centreY - window.top) * scale,
    bottom: (camera.centreY - window.top - window.height) * scale,
  };
}
