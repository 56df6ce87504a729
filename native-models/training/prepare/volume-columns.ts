import {
  drawMesh,
  poseMesh,
  sharedPosedMesh,
  type Placement,
} from '../../../main/engine/geometry/posed-mesh';
import { rotationOf } from '../../../main/engine/geometry/projection';
import { Rasterizer } from '../../../main/engine/geometry/rasterizer';
import { apply } from '../../../main/engine/geometry/similarity';
import type { Camera, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import { eyeDistanceOf } from '../../../main/engine/volume/placed-face';
import {
  ownVolumeSpace,
  slicesPerMillimetre,
  volumeSide,
  volumeSlices,
} from '../../../main/engine/volume/volume-space';

/** Depths are stored as slices times this. */
const steps = 256;
/** A column without face. */
const nothing = 65535;
/** The solid ends at the plane across the head through the model's origin, midway between the ears, mm. */
const backPlane = 0;
/** What lies behind that plane (ears, neck) is so deep at least, slices. */
const leastThickness = 4;

const raster = new Rasterizer(volumeSide);

/**
 * The solid that a face fills in the volume, as one stretch of depth a column: from the surface that the camera sees to
 * the plane between the ears.
 * @param front [128*128] first slice filled, times 256; 65535 where there is no face
 * @param back [128*128] end of the solid, times 256
 */
export function volumeColumns(
  model: FaceModel,
  neutral: Float32Array,
  placement: Placement,
  camera: Camera,
  cropFromFrame: Similarity,
  front: Uint16Array,
  back: Uint16Array,
): void {
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, placement, camera, cropFromFrame, mesh);
  drawMesh(raster, model, mesh);
  const eyes = eyeDistanceOf(model, mesh.inCamera);
  const space = ownVolumeSpace(camera, cropFromFrame, eyes);
  const scale = slicesPerMillimetre(space);
  const r = rotationOf(placement.pose);
  const [tx, ty, tz] = placement.pose.translation;
  const [nx, ny, nz] = [r[2], r[5], r[8]];
  const along = nx * tx + ny * ty + nz * tz + backPlane;
  const [centreX, centreY] = apply(cropFromFrame, camera.centreX, camera.centreY);
  const { a, b } = cropFromFrame;
  const square = a * a + b * b;
  for (let p = 0; p < front.length; p++) {
    const q = raster.inverseDepth[p];
    if (q <= 0) {
      front[p] = nothing;
      back[p] = nothing;
      continue;
    }
    const u = (p % volumeSide) + 0.5 - centreX;
    const v = Math.floor(p / volumeSide) + 0.5 - centreY;
    const rayX = (a * u + b * v) / square / camera.focalPixels;
    const rayY = -(a * v - b * u) / square / camera.focalPixels;
    const against = nx * rayX + ny * rayY - nz;
    // A plane seen from its edge or from behind has no end in this column.
    const planeDistance = against < -1e-3 ? along / against : Infinity;
    const first = Math.max(0, space.eyeSlice + (1 / q - eyes) * scale);
    const last = space.eyeSlice + (planeDistance - eyes) * scale;
    const end = Math.min(volumeSlices, Math.max(first + leastThickness, last));
    front[p] = Math.min(nothing - 1, Math.round(first * steps));
    back[p] = Math.min(nothing - 1, Math.round(end * steps));
  }
}
