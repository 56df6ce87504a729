import { apply, scaleOf } from '../geometry/similarity';
import type { Camera, Similarity } from '../geometry/types';

/**
 * The space in which the volumetric network answers: the aligned crop (`canonical-crop.ts`) with a third axis. Across
 * and down it has the crop's pixels, pixel centres at +0.5; its depth grows away from the viewer in the same unit, a
 * crop pixel at the distance of the eyes (about 1.6 mm). A column is a line of sight, so that perspective is kept.
 */
export const volumeSide = 128;
/** Slices of the volume, one crop pixel deep each. */
export const volumeSlices = 96;
/** Depth at which the middle between the pupils lies. */
export const eyeDepth = 32;

/** What carries between a frame's camera space (mm; x right, y up, z towards the viewer) and the volume. */
export interface VolumeSpace {
  readonly camera: Camera;
  readonly cropFromFrame: Similarity;
  /** Distance of the middle between the pupils along the camera's axis, mm: the one length that a picture cannot tell. */
  readonly eyeDistance: number;
  /** Pixels of the crop, 128 unless another network is used. */
  readonly side: number;
  /** Slices a crop pixel; 1 in our volume, 2 where slices are half as deep as pixels are wide. */
  readonly slicesPerPixel: number;
  /** Slice at which the eyes lie. */
  readonly eyeSlice: number;
}

/** Our own network's. */
export function ownVolumeSpace(camera: Camera, cropFromFrame: Similarity, eyeDistance: number): VolumeSpace {
  return {
    camera,
    cropFromFrame,
    eyeDistance,
    side: volumeSide,
    slicesPerPixel: 1,
    eyeSlice: eyeDepth,
  };
}

/** Slices of depth a millimetre, at the eyes. */
export function slicesPerMillimetre(space: VolumeSpace): number {
  const { camera, cropFromFrame, eyeDistance, slicesPerPixel } = space;
  return (slicesPerPixel * camera.focalPixels * scaleOf(cropFromFrame)) / eyeDistance;
}

/** [n,3] camera-space mm to (column, row, slice), continuous; `out` may be `points`. */
export function volumeFromCamera(space: VolumeSpace, points: Float32Array, out: Float32Array): void {
  const { camera, cropFromFrame: s, eyeDistance, eyeSlice } = space;
  const [centreX, centreY] = apply(s, camera.centreX, camera.centreY);
  const depthScale = slicesPerMillimetre(space);
  for (let i = 0; i < points.length; i += 3) {
    const distance = -points[i + 2];
    const x = (camera.focalPixels * points[i]) / distance;
    const y = (-camera.focalPixels * points[i + 1]) / distance;
    out[i] = centreX + s.a * x - s.b * y;
    out[i + 1] = centreY + s.b * x + s.a * y;
    out[i + 2] = eyeSlice + (distance - eyeDistance) * depthScale;
  }
}

/** The way back: [n,3] (column, row, slice) to camera-space mm; `out` may be `points`. */
export function cameraFromVolume(space: VolumeSpace, points: Float32Array, out: Float32Array): void {
  const { camera, cropFromFrame: s, eyeDistance, eyeSlice } = space;
  const [centreX, centreY] = apply(s, camera.centreX, camera.centreY);
  const square = s.a * s.a + s.b * s.b;
  const depthScale = slicesPerMillimetre(space);
  for (let i = 0; i < points.length; i += 3) {
    const u = points[i] - centreX;
    const v = points[i + 1] - centreY;
    const distance = eyeDistance + (points[i + 2] - eyeSlice) / depthScale;
    out[i] = (((s.a * u + s.b * v) / square) * distance) / camera.focalPixels;
    out[i + 1] = (-((s.a * v - s.b * u) / square) * distance) / camera.focalPixels;
    out[i + 2] = -distance;
  }
}
