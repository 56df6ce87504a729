import { placeSurfacePoints, type SurfacePoints } from '../../scene/landmark-points';
import type { FrameWindow } from './frame-window';

export interface LandmarkDrawing {
  /** [478,2] as found in the frame, frame pixels. */
  readonly found: readonly number[];
  /** The same points on the mesh; undefined where they are not known. */
  readonly fitted:
    | {
        readonly points: SurfacePoints;
        readonly triangles: Uint16Array;
        /** [V,3] mm, camera space */
        readonly mesh: Float32Array;
        readonly camera: { readonly focalPixels: number; readonly centreX: number; readonly centreY: number };
      }
    | undefined;
  readonly window: FrameWindow;
  readonly colours: { readonly found: string; readonly error: string };
  /** 0..1 */
  readonly opacity: number;
}

let scratch = new Float32Array(0);

/** Dots where the landmarks were found, and a line from each to where the mesh puts it. */
export function drawLandmarks(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  drawing: LandmarkDrawing,
): void {
  const { found, fitted, window } = drawing;
  const scaleX = width / window.width;
  const scaleY = height / window.height;
  const radius = Math.max(1.2, Math.min(width, height) / 320);
  context.globalAlpha = drawing.opacity;
  if (fitted !== undefined) {
    const { points, camera } = fitted;
    if (scratch.length !== points.count * 3) scratch = new Float32Array(points.count * 3);
    placeSurfacePoints(points, fitted.triangles, fitted.mesh, scratch);
    context.strokeStyle = drawing.colours.error;
    context.lineWidth = Math.max(1, radius * 0.7);
    context.beginPath();
    for (let p = 0; p < points.count && 2 * p + 1 < found.length; p++) {
      if (points.rows[5 * p + 4] <= 0) continue;
      const inverse = camera.focalPixels / -scratch[3 * p + 2];
      const u = camera.centreX + scratch[3 * p] * inverse;
      const v = camera.centreY - scratch[3 * p + 1] * inverse;
      context.moveTo((found[2 * p] - window.left) * scaleX, (found[2 * p + 1] - window.top) * scaleY);
      context.lineTo((u - window.left) * scaleX, (v - window.top) * scaleY);
    }
    context.stroke();
  }
  context.fillStyle = drawing.colours.found;
  context.beginPath();
  for (let p = 0; 2 * p + 1 < found.length; p++) {
    const x = (found[2 * p] - window.left) * scaleX;
    const y = (found[2 * p + 1] - window.top) * scaleY;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
}
