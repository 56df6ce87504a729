import { smoothStep } from '../geometry/smooth-step';
import type { FloatPlane } from '../pixels/image';
import { boxBlur } from './box-blur';

/** How far beyond the face its head is painted, in shares of the crop: hair, ears and neck lie within it. */
const reach = 0.14;
/** The blurred silhouette at which painting begins and is full: about `reach` outside the face, and a third of it. */
const begins = 0.01;
const full = 0.3;

/** The face's own mask, and what the blur needs. */
let tables = { face: new Float32Array(0), scratch: new Float32Array(0) };

/**
 * Widens where a face is painted to its head: hair, ears, neck and what stands close around them. Falls softly to nothing
 * outwards, in the shape of the face.
 * @param paintMask 0..1, square; written
 */
export function widenToHead(paintMask: FloatPlane): void {
  const { width, data } = paintMask;
  if (tables.face.length !== data.length) {
    tables = { face: new Float32Array(data.length), scratch: new Float32Array(data.length) };
  }
  const { face, scratch } = tables;
  face.set(data);
  for (let p = 0; p < data.length; p++) data[p] = data[p] > 0 ? 1 : 0;
  boxBlur(paintMask, Math.round(reach * width), 2, scratch);
  for (let p = 0; p < data.length; p++) data[p] = Math.max(face[p], smoothStep(begins, full, data[p]));
}
